package io.livemarket.kit.backup;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The records that a restored partition still holds when it is read back. A broker removes records at once whose
 * retention has passed, and replaced records of a compacted topic.
 */
final class HeldRecords {

    private final MessageDigest digest = Sha256.begin();
    private final NavigableMap<Long, Long> gaps = new TreeMap<>();
    private long next;

    /** Takes the next record. */
    void add(ConsumerRecord<byte[], byte[]> record) throws IOException {
        endAt(record.offset());
        digest.update(RecordBody.of(record));
        next = record.offset() + 1;
    }

    /** Notes that there is no record from the last one up to this offset. */
    void endAt(long offset) {
        if (next < offset) {
            gaps.put(next, offset);
        }
    }

    /** Whether the record of an offset is there. */
    boolean holds(long offset) {
        Map.Entry<Long, Long> gap = gaps.floorEntry(offset);
        return gap == null || gap.getValue() <= offset;
    }

    /** How many records are not there. */
    long missing() {
        return gaps.entrySet().stream()
                .mapToLong(gap -> gap.getValue() - gap.getKey())
                .sum();
    }

    /**
     * Whether the broker may have removed what is missing.
     *
     * @param begin where the partition begins by now
     * @param compacted whether replaced records are removed from between others
     */
    boolean mayLack(long begin, boolean compacted) {
        return compacted || gaps.entrySet().stream().allMatch(gap -> gap.getValue() <= begin);
    }

    /** SHA-256 of the records, to be asked for once. */
    String digest() {
        return Sha256.text(digest);
    }
}
