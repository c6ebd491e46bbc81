package io.livemarket.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.kit.web.ApiException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** Commits that fail, of which some are in the log nevertheless. */
class FencedLogTest {

    private static final KafkaException UNEXPECTED =
            new KafkaException("Unhandled error in EndTxnResponse: The server experienced an unexpected error");

    /** The outcome of one commit, of which {@code failure} is the answer; absent for a confirmation. */
    private record Outcome(boolean committed, Optional<KafkaException> failure) {}

    private final Deque<Outcome> outcomes = new ArrayDeque<>();
    private final List<ProducerRecord<String, byte[]>> written = new ArrayList<>();
    private final List<UUID> decided = new ArrayList<>();
    private final List<Integer> pauses = new ArrayList<>();
    private int writers;
    private int read;
    private Runnable beforeAWriter = () -> {};
    private final FencedLog log = new FencedLog(this::writer, new WrittenRecords(), pauses::add);

    private final class WrittenRecords implements FencedLog.Reader {

        @Override
        public void awaitEnd() {
            for (; read < written.size(); read++) {
                ProducerRecord<String, byte[]> record = written.get(read);
                log.read(new ConsumerRecord<>(
                        record.topic(),
                        0,
                        read,
                        0L,
                        TimestampType.CREATE_TIME,
                        0,
                        0,
                        record.key(),
                        record.value(),
                        record.headers(),
                        Optional.empty()));
            }
        }

        @Override
        public void awaitRead(long offset) {
            awaitEnd();
        }
    }

    private FencingWriter writer() {
        writers++;
        beforeAWriter.run();
        return new FencingWriter(new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()) {
            @Override
            public void commitTransaction() {
                Outcome outcome = outcomes.isEmpty() ? new Outcome(true, Optional.empty()) : outcomes.removeFirst();
                super.commitTransaction();
                if (outcome.committed()) {
                    written.addAll(history());
                }
                outcome.failure().ifPresent(failure -> {
                    throw failure;
                });
            }
        });
    }

    private void next(boolean committed, KafkaException failure) {
        outcomes.add(new Outcome(committed, Optional.of(failure)));
    }

    private ProducerRecord<String, byte[]> decide(UUID id) {
        decided.add(id);
        return record(id);
    }

    private static ProducerRecord<String, byte[]> record(UUID id) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>("log", 0, id.toString(), new byte[] {1});
        Envelope.put(record.headers(), Envelope.ID, id.toString());
        return record;
    }

    private List<String> ids() {
        return written.stream()
                .map(record -> Envelope.text(record.headers(), Envelope.ID))
                .toList();
    }

    @Test
    void aFailedCommitFoundInTheLogIsNotRepeated() {
        next(true, UNEXPECTED);
        log.append(this::decide);
        assertThat(decided).hasSize(1);
        assertThat(ids()).containsExactly(decided.getFirst().toString());
        assertThat(writers).as("the second settled the transaction").isEqualTo(2);
    }

    @Test
    void aFailedCommitOutsideTheLogIsDecidedAgain() {
        next(false, UNEXPECTED);
        log.append(this::decide);
        assertThat(decided).hasSize(2);
        assertThat(decided.getFirst()).as("one id for all attempts").isEqualTo(decided.getLast());
        assertThat(ids()).containsExactly(decided.getFirst().toString());
    }

    @Test
    void aFencedCommitIsDecidedBehindTheOtherInstance() {
        UUID other = Ids.next();
        next(false, new ProducerFencedException("in a test"));
        beforeAWriter = () -> {
            if (writers == 2) {
                written.add(record(other));
            }
        };
        log.append(this::decide);
        assertThat(ids()).containsExactly(other.toString(), decided.getFirst().toString());
        assertThat(decided).hasSize(2);
    }

    /** No refusal excludes for certain that the records are committed. */
    @Test
    void aFencedCommitFoundInTheLogIsNotRepeated() {
        next(true, new ProducerFencedException("in a test"));
        log.append(this::decide);
        assertThat(ids()).containsExactly(decided.getFirst().toString());
    }

    @Test
    void aWriterThatCannotBeMadeIsMadeAgain() {
        next(true, UNEXPECTED);
        beforeAWriter = () -> {
            if (writers == 2) {
                throw new KafkaException("Unexpected error in InitProducerIdResponse");
            }
        };
        log.append(this::decide);
        assertThat(writers).isEqualTo(3);
        assertThat(ids()).containsExactly(decided.getFirst().toString());
    }

    @Test
    void eachAppendHasItsOwnRecord() {
        next(true, UNEXPECTED);
        log.append(this::decide);
        next(false, UNEXPECTED);
        log.append(this::decide);
        assertThat(ids()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void aRefusalAfterAnUnconfirmedCommitIsTheOutcome() {
        next(false, UNEXPECTED);
        assertThatThrownBy(() -> log.append(id -> {
                    if (writers == 2) {
                        throw new ApiException(ErrorCode.RULE_NOT_PENDING);
                    }
                    return decide(id);
                }))
                .isInstanceOf(ApiException.class);
        assertThat(written).isEmpty();
    }

    @Test
    void unansweredCommitsAndInterruptsAreNotRepeated() {
        for (KafkaException failure : List.of(
                new TimeoutException("in a test"),
                new KafkaException("in an error state", new TimeoutException("in a test")),
                new InterruptException("in a test"))) {
            writers = 0;
            next(false, failure);
            assertThatThrownBy(() -> log.append(this::decide)).isSameAs(failure);
            assertThat(writers).isEqualTo(1);
        }
        assertThat(Thread.interrupted())
                .as("an InterruptException sets the flag")
                .isTrue();
    }

    @Test
    void attemptsAreBounded() {
        Collections.nCopies(FencedLog.ATTEMPTS, UNEXPECTED).forEach(failure -> next(false, failure));
        assertThatThrownBy(() -> log.append(this::decide)).isSameAs(UNEXPECTED);
        assertThat(writers).isEqualTo(FencedLog.ATTEMPTS);
        assertThat(pauses).containsExactly(1, 2, 3, 4, 5, 6, 7);
    }
}
