package io.livemarket.kit.backup;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The records that a restored partition has when it is read back. A broker at once removes records whose retention has
 * passed, and replaced records of a compacted topic.
 */
final class HeldRecords {

    private final MessageDigest digest = Sha256.begin();
    private final NavigableMap<Long, Long> gaps = new TreeMap<>();
    private long next;

    /** Adds the next record. */
    void add(ConsumerRecord<byte[], byte[]> record) throws IOException {
        endAt(record.offset());
        digest.update(RecordBody.of(record));
        next = record.offset() + 1;
    }

    /** Records a gap from the last record up to this offset. */
    void endAt(long offset) {
        if (next < offset) {
            gaps.put(next, offset);
        }
    }

    /** Whether the partition has the record of an offset. */
    boolean holds(long offset) {
        Map.Entry<Long, Long> gap = gaps.floorEntry(offset);
        return gap == null || gap.getValue() <= offset;
    }

    /** The number of missing records. */
    long missing() {
        return gaps.entrySet().stream()
                .mapToLong(gap -> gap.getValue() - gap.getKey())
                .sum();
    }

    /**
     * Whether the broker may have removed the missing records.
     *
     * @param begin the present beginning of the partition
     * @param compacted whether replaced records are removed from between others
     */
    boolean mayLack(long begin, boolean compacted) {
        return compacted || gaps.entrySet().stream().allMatch(gap -> gap.getValue() <= begin);
    }

    /** The SHA-256 of the records; to be called once. */
    String digest() {
        return Sha256.text(digest);
    }
}
