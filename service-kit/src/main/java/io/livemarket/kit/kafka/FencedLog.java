package io.livemarket.kit.kafka;

import io.livemarket.events.Ids;
import io.livemarket.events.kafka.Envelope;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends records to a log that all instances of a service append to, each record decided on the state after all
 * earlier ones. An append writes its record once: a failed commit may have been a commit, so that a new writer settles
 * its transaction, and the record is looked for in the log before it is decided again.
 */
public final class FencedLog {

    private static final Logger log = LoggerFactory.getLogger(FencedLog.class);

    /** The most attempts of one append: other instances fence its writers, and commits fail. */
    static final int ATTEMPTS = 8;

    /** The longest pause after the first attempt; after the n-th it is n times as long. */
    private static final long LONGEST_PAUSE_MILLIS = 200;

    /** The reader of the log at this instance, which passes each record to {@link FencedLog#read}. */
    public interface Reader {

        /** Waits until all records are read that were written before the call. */
        void awaitEnd();

        /** Waits until all records before an offset are read. */
        void awaitRead(long offset);
    }

    private final Supplier<FencingWriter> writers;
    private final Reader reader;
    private final IntConsumer pause;
    private volatile @Nullable Append current;

    /** @param writers makes a writer, which fences all earlier ones */
    public FencedLog(Supplier<FencingWriter> writers, Reader reader) {
        this(
                writers,
                reader,
                attempt -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(
                        ThreadLocalRandom.current().nextLong(LONGEST_PAUSE_MILLIS * attempt))));
    }

    /** @param pause waits after an attempt, given its number, so that instances stop fencing each other */
    FencedLog(Supplier<FencingWriter> writers, Reader reader, IntConsumer pause) {
        this.writers = writers;
        this.reader = reader;
        this.pause = pause;
    }

    /** One append: the id of its record, and whether the record was read in the log. */
    private static final class Append {

        private final UUID id = Ids.next();
        private volatile boolean read;
    }

    /**
     * Appends one record, and returns when the reader has read it. An exception of the decision ends the append.
     *
     * @param decision makes the record, with the given id in the header {@link Envelope#ID}, on the state after all
     *     earlier records; called again with this id where an attempt committed nothing
     * @throws KafkaException when Kafka does not answer in time, or no attempt was confirmed: the outcome is unknown
     */
    public synchronized void append(Function<UUID, ProducerRecord<String, byte[]>> decision) {
        Append append = new Append();
        current = append;
        try {
            for (int attempt = 1; !attempt(append, decision, attempt == ATTEMPTS); attempt++) {
                pause.accept(attempt);
            }
        } finally {
            current = null;
        }
    }

    /** Whether the record is in the log; false to attempt it again. */
    private boolean attempt(Append append, Function<UUID, ProducerRecord<String, byte[]>> decision, boolean last) {
        try (FencingWriter writer = writers.get()) {
            reader.awaitEnd();
            if (!append.read) {
                ProducerRecord<String, byte[]> record = decision.apply(append.id);
                reader.awaitRead(writer.commit(List.of(record)).getFirst().offset() + 1);
            }
            return true;
        } catch (KafkaException e) {
            if (last || isUnanswered(e)) {
                throw e;
            }
            log.info(
                    "Append is not confirmed and is attempted again unless its record is in the log: {}", e.toString());
            return false;
        }
    }

    private static boolean isUnanswered(@Nullable Throwable failure) {
        return failure != null
                && (failure instanceof TimeoutException
                        || failure instanceof InterruptException
                        || isUnanswered(failure.getCause()));
    }

    /** Takes notice of a record that was read in the log, before or after the record is applied. */
    public void read(ConsumerRecord<?, ?> record) {
        Append append = current;
        if (append != null && append.id.toString().equals(Envelope.text(record.headers(), Envelope.ID))) {
            append.read = true;
        }
    }
}
