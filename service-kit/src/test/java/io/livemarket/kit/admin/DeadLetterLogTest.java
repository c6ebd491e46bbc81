package io.livemarket.kit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.kit.admin.DeadLetter.Handling;
import io.livemarket.kit.admin.DeadLetter.State;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterLogTest {

    private static final String LETTERS = "livemarket.chat.commands.v1.dlt";

    private final DeadLetterLog log = new DeadLetterLog(DeadLetterTopics.of("chat-service"));

    private static ConsumerRecord<String, byte[]> record(long offset, byte[] value, String... headers) {
        Headers all = new RecordHeaders();
        for (int i = 0; i < headers.length; i += 2) {
            Envelope.put(all, headers[i], headers[i + 1]);
        }
        return new ConsumerRecord<>(
                LETTERS,
                2,
                offset,
                offset * 1_000,
                TimestampType.CREATE_TIME,
                3,
                0,
                "key",
                value,
                all,
                Optional.empty());
    }

    private void letterFrom(long offset, byte[] value, String source) {
        log.take(record(
                offset,
                value,
                Envelope.DEAD_FROM,
                source,
                Envelope.DEAD_REASON,
                "no type",
                Envelope.DEAD_CONSUMER,
                "chat-service.decider.v1",
                Envelope.TYPE,
                "chat.send-message.v1"));
    }

    private void note(long offset, long letter, String handled) {
        log.take(record(
                offset,
                null,
                Envelope.DEAD_LETTER,
                LETTERS + "-2@" + letter,
                Envelope.DEAD_HANDLED,
                handled,
                Envelope.ACTOR,
                "operator"));
    }

    @Test
    void aLetterNamesSourceConsumerReasonTypeKeyAndSize() {
        letterFrom(7, new byte[30], "livemarket.chat.commands.v1-2@99");

        DeadLetter letter = log.at(7).orElseThrow();
        assertThat(letter.place()).hasToString(LETTERS + "-2@7");
        assertThat(letter.at()).isEqualTo(Instant.ofEpochSecond(7));
        assertThat(letter.origin().source()).isEqualTo(new Place("livemarket.chat.commands.v1", 2, 99));
        assertThat(letter.origin().consumer()).isEqualTo("chat-service.decider.v1");
        assertThat(letter.origin().reason()).isEqualTo("no type");
        assertThat(letter.record()).isEqualTo(new DeadLetter.Description("chat.send-message.v1", "key", 30));
        assertThat(letter.handling().state()).isEqualTo(State.OPEN);
        assertThat(letter.replayable()).isTrue();
    }

    @Test
    void theFirstNoteOnALetterCounts() {
        letterFrom(7, new byte[1], "livemarket.chat.commands.v1-2@99");
        letterFrom(8, new byte[1], "livemarket.chat.commands.v1-2@100");
        note(9, 7, "replayed");
        note(10, 7, "dropped");
        note(11, 3, "dropped");

        assertThat(log.letters())
                .extracting(letter -> letter.handling().state())
                .containsExactly(State.REPLAYED, State.OPEN);
        assertThat(log.at(7).orElseThrow().handling())
                .isEqualTo(new Handling(State.REPLAYED, Instant.ofEpochSecond(9), "operator"));
    }

    @Test
    void aNoteOfAnotherKindOrPartitionChangesNothing() {
        letterFrom(7, new byte[1], "livemarket.chat.commands.v1-2@99");
        note(8, 7, "burnt");
        log.take(record(9, null, Envelope.DEAD_LETTER, LETTERS + "-1@7", Envelope.DEAD_HANDLED, "dropped"));

        assertThat(log.letters())
                .extracting(letter -> letter.handling().state())
                .containsExactly(State.OPEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "livemarket.chat.events.v1-0@1",
                "livemarket.files.commands.v1-0@1",
                "nonsense",
                "livemarket.presence.sessions.v1-0@1",
                "livemarket.chat.commands.v1.dlt-0@1"
            })
    void onlyCommandsOfTheServiceCanBeReplayed(String source) {
        letterFrom(7, new byte[1], source);
        assertThat(log.at(7).orElseThrow().replayable()).isFalse();
    }

    @Test
    void aLetterWithoutItsValueCannotBeReplayed() {
        letterFrom(7, null, "livemarket.chat.commands.v1-2@99");
        assertThat(log.at(7).orElseThrow().replayable()).isFalse();
        assertThat(log.at(7).orElseThrow().record().bytes()).isEqualTo(-1);
    }

    @Test
    void aServiceLooksAfterTheLettersOfItsContexts() {
        assertThat(DeadLetterTopics.of("auth-service").holds("livemarket.users.events.v1.dlt"))
                .isTrue();
        assertThat(DeadLetterTopics.of("auth-service").holds("livemarket.users.events.v1"))
                .isFalse();
        assertThat(DeadLetterTopics.of("auth-service").holds("livemarket.chat.events.v1.dlt"))
                .isFalse();
        assertThat(DeadLetterTopics.of("auth-service").holds("elsewhere.dlt")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a-1", "a@1", "a-x@1", "a-1@-1", "-1@1", "a b-1@1", "a-1@99999999999999999999"})
    void anInvalidPlaceIsNone(String text) {
        assertThat(Place.parse(text)).isEmpty();
    }

    @Test
    void aPlaceIsReadAsItIsWritten() {
        Place place = new Place("a-topic.v1", 12, 345);
        assertThat(Place.parse(place.toString())).contains(place);
        assertThat(Place.parse(null)).isEmpty();
    }
}
