package io.livemarket.loadtest.costs;

import java.util.Map;
import java.util.TreeMap;

/**
 * The cost of one unit, beyond the use of an idle system.
 *
 * @param of the unit: a message, a chat, …
 * @param at the size at which the cost was measured
 * @param command the command that measured the cost
 * @param units number of measured units
 * @param seconds time of all measured units
 * @param cpu microseconds of each part; {@code gateway} holds the sockets, {@code gateway-2} none
 * @param in bytes that producers sent to the broker, by topic
 * @param out bytes that the broker sent to consumers, by topic
 * @param log bytes on the broker's disk, by topic
 * @param store bytes of documents, by database
 */
public record Cost(
        String of,
        String at,
        String command,
        long units,
        double seconds,
        Map<String, Double> cpu,
        Map<String, Double> in,
        Map<String, Double> out,
        Map<String, Double> log,
        Map<String, Double> store) {

    private static final double MICROS = 1e6;

    /** A unit without figures. */
    public static Cost none(String of) {
        return new Cost(of, "", "", 0, 0, Map.of(), Map.of(), Map.of(), Map.of(), Map.of());
    }

    /**
     * This cost with 0 for each part that used less than an idle system. A unit of very low cost may have such parts,
     * since an idle system is measured for some seconds and does not use the same amount in each second.
     */
    public Cost withoutCredits() {
        Map<String, Double> used = new TreeMap<>(cpu);
        used.replaceAll((part, micros) -> Math.max(0, micros));
        return new Cost(of, at, command, units, seconds, used, in, out, log, store);
    }

    /**
     * The cost between two readings.
     *
     * @param idle the cost of one second of an idle system; {@link #none} to subtract nothing
     */
    static Cost between(String of, String at, String command, long units, Reading before, Reading after, Cost idle) {
        double seconds = after.secondsSince(before);
        Map<String, Double> cpu = new TreeMap<>();
        after.cpuSince(before)
                .forEach((part, used) ->
                        cpu.put(part, each(used * MICROS, idle.cpu().getOrDefault(part, 0.0) * seconds, units)));
        return new Cost(
                of,
                at,
                command,
                units,
                round(seconds),
                cpu,
                bytes(before.in(), after.in(), idle.in(), seconds, units),
                bytes(before.out(), after.out(), idle.out(), seconds, units),
                bytes(before.log(), after.log(), idle.log(), seconds, units),
                bytes(before.store(), after.store(), Map.of(), seconds, units));
    }

    private static Map<String, Double> bytes(
            Map<String, Long> before, Map<String, Long> after, Map<String, Double> idle, double seconds, long units) {
        Map<String, Double> bytes = new TreeMap<>();
        Reading.added(before, after).forEach((name, added) -> {
            double each = each(added, idle.getOrDefault(name, 0.0) * seconds, units);
            if (each > 0) {
                bytes.put(name, each);
            }
        });
        return bytes;
    }

    private static double each(double total, double idle, long units) {
        return round((total - idle) / units);
    }

    private static double round(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
