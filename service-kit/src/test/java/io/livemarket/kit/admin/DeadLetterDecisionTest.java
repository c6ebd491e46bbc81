package io.livemarket.kit.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.kit.admin.DeadLetter.Handling;
import io.livemarket.kit.admin.DeadLetter.State;
import io.livemarket.kit.web.ApiException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class DeadLetterDecisionTest {

    private static final UUID OPERATOR = new UUID(0, 1);
    private static final Instant NOW = Instant.ofEpochMilli(1_234);
    private static final String COMMANDS = "livemarket.chat.commands.v1";

    private static ConsumerRecord<String, byte[]> record(String source, byte[] value) {
        Headers headers = new RecordHeaders();
        Envelope.put(headers, Envelope.ID, "command-1");
        Envelope.put(headers, Envelope.DEAD_FROM, source);
        Envelope.put(headers, Envelope.DEAD_REASON, "no type");
        Envelope.put(headers, Envelope.DEAD_CONSUMER, "chat-service.decider.v1");
        return new ConsumerRecord<>(
                COMMANDS + ".dlt", 1, 7, 5, TimestampType.CREATE_TIME, 3, 0, "key", value, headers, Optional.empty());
    }

    private static DeadLetter letter(ConsumerRecord<String, byte[]> record, State state) {
        DeadLetterLog log = new DeadLetterLog(DeadLetterTopics.of("chat-service"));
        log.take(record);
        DeadLetter letter = log.at(7).orElseThrow();
        return state == State.OPEN ? letter : letter.handled(new Handling(state, NOW, "other"));
    }

    private static List<ProducerRecord<String, byte[]>> decide(
            ConsumerRecord<String, byte[]> record, State state, State wanted) {
        return DeadLetterDecision.records(letter(record, state), record, wanted, OPERATOR, NOW);
    }

    @Test
    void aReplayIsTheOriginalRecordAndANote() {
        List<ProducerRecord<String, byte[]>> records =
                decide(record(COMMANDS + "-4@99", new byte[] {1}), State.OPEN, State.REPLAYED);

        ProducerRecord<String, byte[]> original = records.getFirst();
        assertThat(original.topic()).isEqualTo(COMMANDS);
        assertThat(original.partition()).isEqualTo(4);
        assertThat(original.key()).isEqualTo("key");
        assertThat(original.value()).containsExactly(1);
        assertThat(original.headers()).extracting(header -> header.key()).containsExactly(Envelope.ID);
        assertNote(records.get(1), "replayed");
        assertThat(records).hasSize(2);
    }

    @Test
    void aDropIsANoteAlone() {
        List<ProducerRecord<String, byte[]>> records =
                decide(record("livemarket.chat.events.v1-4@99", null), State.OPEN, State.DROPPED);

        assertNote(records.getFirst(), "dropped");
        assertThat(records).hasSize(1);
    }

    private static void assertNote(ProducerRecord<String, byte[]> note, String handled) {
        assertThat(note.topic()).isEqualTo(COMMANDS + ".dlt");
        assertThat(note.partition()).isEqualTo(1);
        assertThat(note.timestamp()).isEqualTo(NOW.toEpochMilli());
        assertThat(note.value()).isNull();
        assertThat(Envelope.text(note.headers(), Envelope.DEAD_LETTER)).isEqualTo(COMMANDS + ".dlt-1@7");
        assertThat(Envelope.text(note.headers(), Envelope.DEAD_HANDLED)).isEqualTo(handled);
        assertThat(Envelope.text(note.headers(), Envelope.ACTOR)).isEqualTo(OPERATOR.toString());
    }

    @Test
    void aRequestThatHadItsOutcomeBeforeWritesNothing() {
        assertThat(decide(record(COMMANDS + "-4@99", new byte[1]), State.REPLAYED, State.REPLAYED))
                .isEmpty();
        assertThat(decide(record(COMMANDS + "-4@99", new byte[1]), State.DROPPED, State.DROPPED))
                .isEmpty();
    }

    @Test
    void aHandledLetterIsNotHandledInAnotherWay() {
        assertRefused(
                () -> decide(record(COMMANDS + "-4@99", new byte[1]), State.REPLAYED, State.DROPPED),
                ErrorCode.DEAD_LETTER_HANDLED);
        assertRefused(
                () -> decide(record(COMMANDS + "-4@99", new byte[1]), State.DROPPED, State.REPLAYED),
                ErrorCode.DEAD_LETTER_HANDLED);
    }

    @Test
    void onlyCommandsOfTheServiceWithAValueAreReplayed() {
        assertRefused(
                () -> decide(record("livemarket.chat.events.v1-4@99", new byte[1]), State.OPEN, State.REPLAYED),
                ErrorCode.NOT_REPLAYABLE);
        assertRefused(
                () -> decide(record(COMMANDS + "-4@99", null), State.OPEN, State.REPLAYED), ErrorCode.NOT_REPLAYABLE);
    }

    private static void assertRefused(ThrowingCallable request, ErrorCode code) {
        assertThatThrownBy(request)
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
