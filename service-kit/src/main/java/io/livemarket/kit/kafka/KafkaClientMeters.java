package io.livemarket.kit.kafka;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;
import org.jspecify.annotations.Nullable;

/**
 * Registers the metrics of Kafka's clients that operators use with Micrometer, for as long as each client lives: lag,
 * rebalances, errors, waits. Kafka creates it by its class name, and gives it the registry with the client's settings.
 */
public final class KafkaClientMeters implements MetricsReporter {

    /** The setting with the registry. */
    static final String REGISTRY = "livemarket.meter.registry";

    /**
     * The metrics that are registered, by group, without its ending "-metrics". Metrics that end in "-total" only grow.
     */
    private static final Map<String, Set<String>> SHOWN = Map.of(
            "consumer-fetch-manager", Set.of("records-lag-max", "records-consumed-total", "fetch-latency-avg"),
            "consumer-coordinator", Set.of("rebalance-total", "failed-rebalance-total", "assigned-partitions"),
            "producer",
                    Set.of(
                            "record-send-total",
                            "record-error-total",
                            "record-retry-total",
                            "request-latency-avg",
                            "request-latency-max",
                            "produce-throttle-time-max",
                            "connection-count"));

    private static final String ENDING = "-metrics";
    private static final String COUNTED = "-total";

    private final Map<MetricName, Meter> meters = new ConcurrentHashMap<>();
    private @Nullable MeterRegistry registry;

    @Override
    public void configure(Map<String, ?> settings) {
        registry = (MeterRegistry) settings.get(REGISTRY);
    }

    @Override
    public void init(List<KafkaMetric> metrics) {
        metrics.forEach(this::metricChange);
    }

    @Override
    public void metricChange(KafkaMetric metric) {
        MeterRegistry shown = registry;
        MetricName name = metric.metricName();
        String group = name.group().endsWith(ENDING)
                ? name.group().substring(0, name.group().length() - ENDING.length())
                : "";
        // Only metrics of a client as a whole: those of single topics, partitions and brokers have further tags.
        if (shown != null
                && SHOWN.getOrDefault(group, Set.of()).contains(name.name())
                && name.tags().keySet().equals(Set.of("client-id"))) {
            meters.computeIfAbsent(name, _ -> register(shown, "kafka." + group, metric));
        }
    }

    private static Meter register(MeterRegistry registry, String group, KafkaMetric metric) {
        MetricName name = metric.metricName();
        Tags tags = Tags.of("client.id", name.tags().getOrDefault("client-id", ""));
        String full = (group + "." + name.name()).replace('-', '.');
        return name.name().endsWith(COUNTED)
                ? FunctionCounter.builder(
                                full.substring(0, full.length() - COUNTED.length()), metric, KafkaClientMeters::value)
                        .tags(tags)
                        .description(name.description())
                        .register(registry)
                : Gauge.builder(full, metric, KafkaClientMeters::value)
                        .tags(tags)
                        .description(name.description())
                        .register(registry);
    }

    private static double value(KafkaMetric metric) {
        return metric.metricValue() instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    @Override
    public void metricRemoval(KafkaMetric metric) {
        Meter meter = meters.remove(metric.metricName());
        MeterRegistry shown = registry;
        if (meter != null && shown != null) {
            shown.remove(meter);
        }
    }

    @Override
    public void close() {
        MeterRegistry shown = registry;
        if (shown != null) {
            meters.values().forEach(shown::remove);
        }
        meters.clear();
    }
}
