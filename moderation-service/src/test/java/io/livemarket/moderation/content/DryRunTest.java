package io.livemarket.moderation.content;

import static io.livemarket.testkit.MessageSentBuilder.messageSent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.kit.web.ApiException;
import io.livemarket.moderation.content.DryRun.Sample;
import io.livemarket.moderation.domain.RuleReach;
import io.livemarket.moderation.evidence.EventLog.End;
import io.livemarket.rules.Action;
import io.livemarket.rules.ContentRule;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** A rule's reach is known or the change is refused; it is never taken for narrow because nothing could be read. */
class DryRunTest {

    private static final EventCodec<ChatEvent> EVENTS = EventCodec.of(ChatEvent.class);
    private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");
    private static final ContentRule RULE = new ContentRule(Ids.next().toString(), "scam", 3, Action.FLAG, "hola");

    private static DryRun ending(End end, String... contents) {
        return new DryRun((from, _, reader) -> {
            assertThat(from).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
            for (int i = 0; i < contents.length; i++) {
                // The newest part first, as the log is read.
                reader.accept(sent(contents[i], NOW.minusSeconds(i)));
            }
            return end;
        });
    }

    private static ConsumerRecord<String, byte[]> sent(String content, Instant at) {
        MessageSent event = messageSent(Ids.next(), 2, 1, Ids.next(), Ids.next())
                .content(content)
                .at(at)
                .build();
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>("t", 0, 0, "k", EVENTS.write(event));
        Envelope.describe(record.headers(), "id", EVENTS.types().nameOf(event), "/it", at, event.chatId());
        return record;
    }

    private static String[] messages(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> i % 2 == 0 ? "hola" : "adios")
                .toArray(String[]::new);
    }

    @Test
    void theReachIsOfTheLastDaysMessages() {
        assertThat(ending(End.END_OF_LOG, "hola", "adios", "Hola!").reach(RULE, NOW))
                .isEqualTo(new RuleReach(3, 2));
        assertThat(ending(End.END_OF_LOG).reach(RULE, NOW)).isEqualTo(new RuleReach(0, 0));
    }

    @Test
    void withoutTheLogTheReachIsUnknown() {
        DryRun away = new DryRun((_, _, _) -> {
            throw new TimeoutException("away");
        });
        assertThatThrownBy(() -> away.reach(RULE, NOW)).isInstanceOf(KafkaException.class);
        assertThatThrownBy(() -> away.reach(RULE, NOW)).isInstanceOf(KafkaException.class);
    }

    @Test
    void aShortenedRunCountsOnceItReadEnough() {
        for (End cut : List.of(End.TIME_LIMIT, End.RECORD_LIMIT)) {
            assertThatThrownBy(() -> ending(cut, messages(999)).reach(RULE, NOW))
                    .isInstanceOfSatisfying(
                            ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
            assertThat(ending(cut, messages(1_000)).reach(RULE, NOW)).isEqualTo(new RuleReach(1_000, 500));
        }
    }

    @Test
    void theNewestMessagesAreSampledOldestFirst() {
        DryRun.Report report = ending(End.END_OF_LOG, messages(100)).run(RULE, NOW.minusSeconds(86_400));
        assertThat(report.samples())
                .hasSize(20)
                .isSortedAccordingTo((a, b) -> a.createdAt().compareTo(b.createdAt()));
        assertThat(report.samples().getLast()).extracting(Sample::createdAt).isEqualTo(NOW);
    }

    @Test
    void aSecondRunAtOnceIsPutOff() {
        DryRun[] outer = new DryRun[1];
        outer[0] = new DryRun((_, _, _) -> {
            assertThatThrownBy(() -> outer[0].run(RULE, NOW))
                    .isInstanceOfSatisfying(
                            ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RATE_LIMITED));
            return End.END_OF_LOG;
        });
        assertThat(outer[0].run(RULE, NOW).complete()).isTrue();
    }
}
