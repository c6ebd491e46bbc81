package io.livemarket.kit.engine;

import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The largest records that the topics of an engine accept, by their {@code max.message.bytes} at the start. A limit
 * that is below the engine's own lowers it; one that is below {@value #LEAST_BYTES} bytes is refused, since messages as
 * long as the protocol allows would become dead letters.
 *
 * @param lowered topic → the most bytes of a record, as {@link io.livemarket.kit.kafka.Letter#size} counts them; topics
 *     with the engine's own limit are left out
 * @param batchBytes the most bytes of small records that are sent together
 */
record LargestRecords(Map<String, Integer> lowered, int batchBytes) {

    static final int BATCH_BYTES = 512 * 1024;
    /** A message of 8,000 characters of four bytes with ten attachments has some 40,000. */
    static final int LEAST_BYTES = 65_536;
    /**
     * The bytes around a record: the header of a batch, the lengths of the record's parts, and the header with the
     * command position.
     */
    private static final int AROUND = 1_024;

    private static final Logger log = LoggerFactory.getLogger(LargestRecords.class);

    /**
     * The limits by the topics' settings.
     *
     * @param maxMessageBytes topic → the largest batch that it accepts
     * @throws IllegalStateException when a topic accepts too small records only
     */
    static LargestRecords of(Map<String, Integer> maxMessageBytes) {
        Map<String, Integer> lowered = new HashMap<>();
        int batch = BATCH_BYTES;
        for (Map.Entry<String, Integer> topic : maxMessageBytes.entrySet()) {
            int taken = topic.getValue();
            if (taken < LEAST_BYTES) {
                throw new IllegalStateException(
                        "max.message.bytes of %s is %d, and has to be at least %d: raise it and start again"
                                .formatted(topic.getKey(), taken, LEAST_BYTES));
            }
            if (taken - AROUND < Outputs.MOST_BYTES) {
                lowered.put(topic.getKey(), taken - AROUND);
                log.warn(
                        "max.message.bytes of {} is {}: a command whose record has more than {} bytes goes to the dead letter topic. The engine's own limit is {}",
                        topic.getKey(),
                        taken,
                        taken - AROUND,
                        Outputs.MOST_BYTES);
            }
            batch = Math.min(batch, taken - AROUND);
        }
        return new LargestRecords(Map.copyOf(lowered), batch);
    }
}
