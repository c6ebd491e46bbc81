package io.livemarket.moderation.evidence;

import static io.livemarket.testkit.MessageSentBuilder.messageSent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.kit.web.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** Reports of messages that do not exist: a log in which each look takes all the time that it is given. */
class EvidenceSearchTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final List<Duration> reads = new ArrayList<>();
    private final UUID mallory = UUID.randomUUID();
    private final UUID bob = UUID.randomUUID();
    private long now;
    private Runnable onReading = () -> {};
    private final EvidenceSearch search = new EvidenceSearch(
            (_, bounds, _) -> {
                reads.add(bounds.time());
                onReading.run();
                now += bounds.time().toNanos();
                return EventLog.End.TIME_LIMIT;
            },
            Duration.ofSeconds(10),
            () -> now);

    @Test
    void madeUpMessagesFromManyTimesCostOneSearch() {
        assertThat(report(mallory, 20)).isEqualTo(ErrorCode.MESSAGE_NOT_FOUND);
        assertThat(reads).containsExactly(EvidenceSearch.MOST_TIME);
    }

    @Test
    void aUserHasSoMuchTimeInAMinute() {
        assertThat(report(mallory, 1)).isEqualTo(ErrorCode.MESSAGE_NOT_FOUND);
        assertThat(report(mallory, 1)).isEqualTo(ErrorCode.MESSAGE_NOT_FOUND);
        assertThat(report(mallory, 1)).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(report(bob, 1)).as("another user's").isEqualTo(ErrorCode.MESSAGE_NOT_FOUND);
        now += Duration.ofMinutes(1).toNanos();
        assertThat(report(mallory, 1)).isEqualTo(ErrorCode.MESSAGE_NOT_FOUND);
        assertThat(reads).hasSize(4);
    }

    @Test
    void ofOneUserOneSearchIsUnderWay() {
        List<ErrorCode> meanwhile = new ArrayList<>();
        onReading = () -> {
            onReading = () -> {};
            meanwhile.add(report(mallory, 1));
            meanwhile.add(report(bob, 1));
        };
        report(mallory, 1);
        assertThat(meanwhile).containsExactly(ErrorCode.RATE_LIMITED, ErrorCode.MESSAGE_NOT_FOUND);
    }

    @Test
    void aRefusedReporterMaySearchAgainAtOnce() {
        onReading = () -> {
            onReading = () -> {
                onReading = () -> {};
                assertThat(report(UUID.randomUUID(), 1))
                        .as("a third one at once")
                        .isEqualTo(ErrorCode.RATE_LIMITED);
            };
            report(bob, 1);
        };
        report(mallory, 1);
        assertThat(report(UUID.randomUUID(), 1)).isEqualTo(ErrorCode.MESSAGE_NOT_FOUND);
    }

    /** At 50,000 events a second, of which a search reads those of four seconds. */
    @Test
    void aMessageIsFoundHoweverMuchOthersWrite() {
        MessageSent sent = messageSent(Ids.next(), 2, 1, sentAt(START), bob)
                .content("call me")
                .at(START)
                .build();
        EvidenceSearch busy = new EvidenceSearch(
                (from, bounds, reader) -> log(from, bounds, sent, START, reader), Duration.ofSeconds(10), () -> now);
        assertThat(busy.find(mallory, bob, List.of(sent.id())))
                .singleElement()
                .satisfies(found -> assertThat(found.id()).isEqualTo(sent.id()));
        assertThatThrownBy(() -> busy.find(mallory, UUID.randomUUID(), List.of(sent.id())))
                .isInstanceOf(ApiException.class);
    }

    /** Its clock was set back by three seconds between the id and the event. */
    @Test
    void aMessageOfASetBackClockIsFound() {
        Instant at = START.minusSeconds(3);
        MessageSent sent = messageSent(Ids.next(), 2, 1, sentAt(START), bob)
                .content("call me")
                .at(at)
                .build();
        EvidenceSearch quiet = new EvidenceSearch(
                (from, bounds, reader) ->
                        at.isBefore(from) ? EventLog.End.END_OF_LOG : log(at, bounds, sent, at, reader),
                Duration.ofSeconds(10),
                () -> now);
        assertThat(quiet.find(mallory, bob, List.of(sent.id()))).hasSize(1);
    }

    private EventLog.End log(
            Instant from,
            EventLog.Bounds bounds,
            MessageSent sent,
            Instant at,
            Function<ConsumerRecord<String, byte[]>, EventLog.Next> reader) {
        ConsumerRecord<String, byte[]> other = record(from, new byte[0], new RecordHeaders());
        Headers headers =
                Envelope.describe(new RecordHeaders(), "1", "chat.message-sent.v1", "/chat-service", at, sent.chatId());
        Envelope.audience(headers, List.of(mallory, bob));
        ConsumerRecord<String, byte[]> wanted =
                record(at, EventCodec.of(ChatEvent.class).write(sent), headers);
        long before = Duration.between(from, at).toMillis() * 50;
        for (long i = 0; i < bounds.records(); i++) {
            if (reader.apply(i == before ? wanted : other) != EventLog.Next.CONTINUE) {
                return EventLog.End.STOPPED;
            }
        }
        return EventLog.End.RECORD_LIMIT;
    }

    private static ConsumerRecord<String, byte[]> record(Instant at, byte[] value, Headers headers) {
        return new ConsumerRecord<>(
                "events",
                0,
                0,
                at.toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                value.length,
                "chat",
                value,
                headers,
                Optional.empty());
    }

    private ErrorCode report(UUID reporter, int messages) {
        List<UUID> ids = IntStream.range(0, messages)
                .mapToObj(day -> sentAt(START.plus(Duration.ofDays(day))))
                .toList();
        return catchThrowableOfType(ApiException.class, () -> search.find(reporter, UUID.randomUUID(), ids))
                .code();
    }

    private static UUID sentAt(Instant time) {
        return new UUID(time.toEpochMilli() << 16 | 0x7000, 0x8000000000000000L);
    }
}
