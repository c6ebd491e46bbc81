package io.livemarket.kit.admin;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The values of an instance's meters, summed over their tags, at one time.
 *
 * @param counted the sums, by the names that operators read
 * @param atNanos the time, of {@link System#nanoTime}
 */
record MeterTotals(Map<String, Double> counted, long atNanos) {

    /** The names that operators read, and the meter behind each. */
    private static final Map<String, String> RATES = Map.of(
            "requests", "http.server.requests",
            "commandsDecided", "livemarket.engine.batch.commands",
            "recordsRead", "kafka.consumer.fetch.manager.records.consumed",
            "recordsWritten", "kafka.producer.record.send",
            "socketEvents", "livemarket.sockets.events",
            "framesSent", "livemarket.sockets.frames.out");

    private static final String LAG = "kafka.consumer.fetch.manager.records.lag.max";
    private static final String CLIENT = "client.id";
    private static final double NANOS = 1e9;

    /** @param atNanos of {@link System#nanoTime} */
    static MeterTotals of(MeterRegistry meters, long atNanos) {
        Map<String, Double> counted = new LinkedHashMap<>();
        RATES.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(rate -> {
            Collection<Meter> found = meters.find(rate.getValue()).meters();
            if (!found.isEmpty()) {
                counted.put(rate.getKey(), sum(found));
            }
        });
        return new MeterTotals(counted, atNanos);
    }

    /** The rates per second between an earlier reading and this one; 0 for a meter that is new or was reset. */
    Map<String, Double> perSecondSince(MeterTotals earlier) {
        double seconds = (atNanos - earlier.atNanos) / NANOS;
        Map<String, Double> rates = new LinkedHashMap<>();
        counted.forEach((name, total) -> {
            double more = Math.max(0, total - earlier.counted.getOrDefault(name, total));
            rates.put(name, seconds <= 0 ? 0 : Math.round(more / seconds * 10) / 10.0);
        });
        return rates;
    }

    /** The number of records sent to dead letter topics since the start. */
    static long deadLetters(MeterRegistry meters) {
        return (long) (sum(meters.find("livemarket.engine.dead.letters").meters())
                + sum(meters.find("livemarket.projection.unreadable").meters()));
    }

    /** The number of open sockets; empty for a service without sockets. */
    static OptionalLong connections(MeterRegistry meters) {
        Gauge gauge = meters.find("livemarket.sockets.connected").gauge();
        return gauge == null ? OptionalLong.empty() : OptionalLong.of((long) gauge.value());
    }

    /** The consumer lag in records of each Kafka client, by the client's name without the instance. */
    static Map<String, Long> lag(MeterRegistry meters, String instance) {
        Map<String, Long> lag = new TreeMap<>();
        for (Gauge gauge : meters.find(LAG).gauges()) {
            double records = gauge.value();
            String client = gauge.getId().getTag(CLIENT);
            if (Double.isFinite(records) && client != null) {
                lag.merge(
                        client.startsWith(instance + "-") ? client.substring(instance.length() + 1) : client,
                        (long) records,
                        Math::max);
            }
        }
        return lag;
    }

    private static double sum(Collection<Meter> found) {
        return found.stream()
                .mapToDouble(MeterTotals::total)
                .filter(Double::isFinite)
                .sum();
    }

    private static double total(Meter meter) {
        return switch (meter) {
            case Counter counter -> counter.count();
            case FunctionCounter counter -> counter.count();
            case Timer timer -> timer.count();
            case DistributionSummary summary -> summary.totalAmount();
            default -> 0;
        };
    }
}
