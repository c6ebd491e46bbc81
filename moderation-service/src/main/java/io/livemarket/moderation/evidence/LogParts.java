package io.livemarket.moderation.evidence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Divides a section of a log into parts with about one share of each partition, and so with about the messages of one
 * time.
 */
final class LogParts {

    private LogParts() {}

    /**
     * The borders between parts, from the beginning of the first part to the end of the last; at least two.
     *
     * @param begins the first offset of each partition in {@code ends}
     * @param most about the most offsets of a part over all partitions
     */
    static List<Map<TopicPartition, Long>> borders(
            Map<TopicPartition, Long> begins, Map<TopicPartition, Long> ends, long most) {
        long all = ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - begin(begins, end.getKey())))
                .sum();
        long parts = Math.max(1, (all + most - 1) / most);
        List<Map<TopicPartition, Long>> borders = new ArrayList<>();
        for (long part = 0; part <= parts; part++) {
            Map<TopicPartition, Long> border = new HashMap<>();
            double share = (double) part / parts;
            ends.forEach((partition, end) -> {
                long begin = begin(begins, partition);
                border.put(partition, begin + Math.round((end - begin) * share));
            });
            borders.add(border);
        }
        return borders;
    }

    private static long begin(Map<TopicPartition, Long> begins, TopicPartition partition) {
        Long begin = begins.get(partition);
        if (begin == null) {
            throw new IllegalArgumentException("No begin of " + partition);
        }
        return begin;
    }
}
