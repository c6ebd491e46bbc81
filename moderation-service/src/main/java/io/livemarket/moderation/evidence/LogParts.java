package io.livemarket.moderation.evidence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Divides a stretch of a log into parts that hold about as much of each partition's stretch, and so about the messages
 * of one time.
 */
final class LogParts {

    private LogParts() {}

    /**
     * The borders between parts, from the beginning of the first to the end of the last; two at least.
     *
     * @param most offsets of a part over all partitions, about
     */
    static List<Map<TopicPartition, Long>> borders(
            Map<TopicPartition, Long> begins, Map<TopicPartition, Long> ends, long most) {
        long all = ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - begins.get(end.getKey())))
                .sum();
        long parts = Math.max(1, (all + most - 1) / most);
        List<Map<TopicPartition, Long>> borders = new ArrayList<>();
        for (long part = 0; part <= parts; part++) {
            Map<TopicPartition, Long> border = new HashMap<>();
            double share = (double) part / parts;
            ends.forEach((partition, end) ->
                    border.put(partition, begins.get(partition) + Math.round((end - begins.get(partition)) * share)));
            borders.add(border);
        }
        return borders;
    }
}
