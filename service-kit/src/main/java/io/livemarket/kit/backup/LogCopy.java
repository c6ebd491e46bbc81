package io.livemarket.kit.backup;

import io.livemarket.kit.backup.BackupManifest.FileCopy;
import io.livemarket.kit.backup.BackupManifest.PartitionCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the committed records of partitions, one partition after another. */
final class LogCopy implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PROGRESS_WITHIN = Duration.ofMinutes(2);
    private static final int FETCHED_BYTES = 8 * 1024 * 1024;

    private final Consumer<byte[], byte[]> consumer;

    /** @param client the settings of any client of the cluster */
    LogCopy(Map<String, Object> client) {
        Map<String, Object> config = new HashMap<>(client);
        config.put("isolation.level", "read_committed");
        config.put("enable.auto.commit", false);
        config.put("allow.auto.create.topics", false);
        // Retention may remove the first records while others are read.
        config.put("auto.offset.reset", "earliest");
        config.put("max.partition.fetch.bytes", FETCHED_BYTES);
        config.put("fetch.max.bytes", FETCHED_BYTES);
        config.put("max.poll.records", 2_000);
        consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Takes records one after another. */
    interface Visitor {
        void record(ConsumerRecord<byte[], byte[]> record) throws IOException;
    }

    /**
     * The copy of a partition.
     *
     * @param before the number of records before each wanted offset
     */
    record Copied(PartitionCopy partition, Map<Long, Long> before) {}

    /**
     * Writes the records of a partition to a new file.
     *
     * @param end the offset behind the last record
     * @param wanted the offsets for which the number of records before them is counted
     * @param folder the folder of the backup
     * @param name the name of the file in the folder
     */
    Copied write(TopicPartition log, long end, List<Long> wanted, Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        Tally tally = new Tally(wanted);
        try (RecordFile.Writer writer = new RecordFile.Writer(file)) {
            read(log, end, record -> {
                byte[] body = RecordBody.of(record);
                tally.add(record.offset(), body);
                writer.write(record.offset(), body);
            });
        }
        FileCopy written = new FileCopy(name, Files.size(file), Sha256.of(file));
        return new Copied(
                new PartitionCopy(
                        log.partition(),
                        tally.records == 0 ? end : tally.first,
                        end,
                        tally.records,
                        Sha256.text(tally.digest),
                        written),
                tally.before());
    }

    /** Counts and digests records, and counts the records before each wanted offset. */
    private static final class Tally {

        private final MessageDigest digest = Sha256.begin();
        private final NavigableSet<Long> wanted;
        private final Map<Long, Long> before = new HashMap<>();
        private long first;
        private long records;

        Tally(Collection<Long> wanted) {
            this.wanted = new TreeSet<>(wanted);
        }

        void add(long offset, byte[] body) {
            if (records == 0) {
                first = offset;
            }
            while (!wanted.isEmpty() && wanted.first() <= offset) {
                before.put(wanted.removeFirst(), records);
            }
            digest.update(body);
            records++;
        }

        /** The number of records before each wanted offset, after all records were added. */
        Map<Long, Long> before() {
            wanted.forEach(offset -> before.put(offset, records));
            return before;
        }
    }

    /** Reads a restored partition up to an offset. */
    HeldRecords held(TopicPartition log, long end) throws IOException {
        HeldRecords held = new HeldRecords();
        read(log, end, held::add);
        held.endAt(end);
        return held;
    }

    private void read(TopicPartition log, long end, Visitor visitor) throws IOException {
        consumer.assign(List.of(log));
        consumer.seekToBeginning(List.of(log));
        long position = -1;
        long progress = System.nanoTime();
        while (consumer.position(log) < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < end) {
                    visitor.record(record);
                }
            }
            if (consumer.position(log) != position) {
                position = consumer.position(log);
                progress = System.nanoTime();
            } else if (System.nanoTime() - progress > PROGRESS_WITHIN.toNanos()) {
                throw new IOException(
                        log + " gave nothing for " + PROGRESS_WITHIN.toSeconds() + " s at offset " + position);
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
