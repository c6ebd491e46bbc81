package io.livemarket.loadtest.costs;

import java.util.Map;
import java.util.TreeMap;

/**
 * The totals of a system's use up to a moment.
 *
 * @param nanos the moment, by {@link System#nanoTime()}
 * @param cpu seconds by part, such as {@code chat-1}
 * @param in bytes that producers sent to the broker, by topic
 * @param out bytes that the broker sent to consumers, by topic
 * @param log bytes of the topics on the broker's disk
 * @param store bytes of the documents, by database
 * @param local bytes of the local state of services, by copy
 */
public record Reading(
        long nanos,
        Map<String, Double> cpu,
        Map<String, Long> in,
        Map<String, Long> out,
        Map<String, Long> log,
        Map<String, Long> store,
        Map<String, Long> local) {

    /** The seconds between two readings. */
    public double secondsSince(Reading before) {
        return (nanos - before.nanos) / 1e9;
    }

    /** The CPU seconds of each part since an earlier reading. */
    public Map<String, Double> cpuSince(Reading before) {
        Map<String, Double> used = new TreeMap<>();
        cpu.forEach((part, now) -> used.put(part, now - before.cpu.getOrDefault(part, 0.0)));
        return used;
    }

    /** The increase of each entry of a map of totals; entries without a change are left out. */
    public static Map<String, Long> added(Map<String, Long> before, Map<String, Long> now) {
        Map<String, Long> added = new TreeMap<>();
        now.forEach((name, total) -> {
            long difference = total - before.getOrDefault(name, 0L);
            if (difference != 0) {
                added.put(name, difference);
            }
        });
        return added;
    }
}
