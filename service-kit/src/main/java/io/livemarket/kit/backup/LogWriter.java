package io.livemarket.kit.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongPredicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes the records of files to partitions, in their order and once. */
final class LogWriter implements AutoCloseable {

    private static final int BATCH_BYTES = 256 * 1024;
    static final int LARGEST_RECORD = 8 * 1024 * 1024;
    private static final long WAITING_BYTES = 16L * 1024 * 1024;

    private final Producer<byte[], byte[]> producer;

    /** @param client the settings of any client of the cluster */
    LogWriter(Map<String, Object> client) {
        Map<String, Object> config = new HashMap<>(client);
        config.put("acks", "all");
        config.put("enable.idempotence", true);
        config.put("linger.ms", 20);
        config.put("batch.size", BATCH_BYTES);
        config.put("max.request.size", LARGEST_RECORD);
        config.put("buffer.memory", WAITING_BYTES);
        config.put("delivery.timeout.ms", 120_000);
        producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Writes the records of a file, and returns when the log has all of them.
     *
     * @throws IOException when the log does not have one of them
     */
    RestoredLog write(TopicPartition log, Path file) throws IOException, InterruptedException {
        MessageDigest digest = Sha256.begin();
        DeadLetterPlaces places = DeadLetterPlaces.of(log);
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        AtomicReference<@Nullable Future<RecordMetadata>> last = new AtomicReference<>();
        long records = RecordFile.read(file, (offset, body) -> {
            ProducerRecord<byte[], byte[]> record = places.moved(offset, RecordBody.read(log, body));
            digest.update(RecordBody.of(record));
            if (failure.get() != null) {
                throw new IOException(log + " could not be written", failure.get());
            }
            last.set(producer.send(record, (_, failed) -> {
                if (failed != null) {
                    failure.compareAndSet(null, failed);
                }
            }));
        });
        producer.flush();
        try {
            Future<RecordMetadata> sent = last.get();
            if (sent != null && sent.get().offset() != records - 1 && failure.get() == null) {
                throw new BackupRefusedException(log + " was written to by something else while it was restored");
            }
        } catch (ExecutionException e) {
            failure.compareAndSet(null, e);
        }
        if (failure.get() != null) {
            throw new IOException(log + " could not be written", failure.get());
        }
        return new RestoredLog(records, Sha256.text(digest));
    }

    /** The SHA-256 of the records of a file, as they are written, whose offsets in the log fulfil a condition. */
    static String digest(TopicPartition log, Path file, LongPredicate offsets)
            throws IOException, InterruptedException {
        MessageDigest digest = Sha256.begin();
        DeadLetterPlaces places = DeadLetterPlaces.of(log);
        AtomicLong next = new AtomicLong();
        RecordFile.read(file, (offset, body) -> {
            ProducerRecord<byte[], byte[]> record = places.moved(offset, RecordBody.read(log, body));
            if (offsets.test(next.getAndIncrement())) {
                digest.update(RecordBody.of(record));
            }
        });
        return Sha256.text(digest);
    }

    @Override
    public void close() {
        producer.close();
    }
}
