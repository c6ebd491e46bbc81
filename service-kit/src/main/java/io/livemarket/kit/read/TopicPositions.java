package io.livemarket.kit.read;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.Utils;

/**
 * The offsets of one topic's partitions, in the form of a header: {@code partition:offset,…}.
 *
 * @param offsets partition number → the first offset that is not included
 */
public record TopicPositions(Map<Integer, Long> offsets) {

    /** Parses a header; empty for a text of another form. */
    public static Optional<TopicPositions> parse(String header) {
        Map<Integer, Long> offsets = new TreeMap<>();
        try {
            for (String part : header.split(",")) {
                String[] pair = part.trim().split(":", 2);
                offsets.put(Integer.valueOf(pair[0]), Long.valueOf(pair[1]));
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
        return Optional.of(new TopicPositions(offsets));
    }

    /** The text of the header. */
    public String header() {
        return new TreeMap<>(offsets)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + ":" + entry.getValue())
                        .collect(Collectors.joining(","));
    }

    /** The offsets by partition number; 0 for a partition without one. */
    public long[] byNumber() {
        long[] byNumber = new long
                [offsets.keySet().stream()
                        .mapToInt(partition -> partition + 1)
                        .max()
                        .orElse(0)];
        offsets.forEach((partition, offset) -> byNumber[partition] = offset);
        return byNumber;
    }

    /** The partition that Kafka's producer writes a key to, in a topic of so many partitions. */
    public static int partitionOf(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(java.nio.charset.StandardCharsets.UTF_8))) % partitions;
    }
}
