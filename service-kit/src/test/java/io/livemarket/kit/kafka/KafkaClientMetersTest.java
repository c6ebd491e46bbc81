package io.livemarket.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.Test;

class KafkaClientMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final KafkaClientMeters meters = new KafkaClientMeters();
    private final Metrics metrics = metrics();

    private Metrics metrics() {
        meters.configure(Map.of(KafkaClientMeters.REGISTRY, registry));
        return new Metrics(new MetricConfig(), List.of(meters), Time.SYSTEM);
    }

    private MetricName add(String group, String name, Map<String, String> tags, double value) {
        MetricName added = metrics.metricName(name, group, "", tags);
        metrics.addMetric(added, (Gauge<Double>) (_, _) -> value);
        return added;
    }

    @Test
    void lagIsAGaugeAndATotalIsACounter() {
        add("consumer-fetch-manager-metrics", "records-lag-max", Map.of("client-id", "chat-1-events"), 7);
        add("producer-metrics", "record-error-total", Map.of("client-id", "chat-1-producer"), 3);
        assertThat(registry.get("kafka.consumer.fetch.manager.records.lag.max")
                        .tag("client.id", "chat-1-events")
                        .gauge()
                        .value())
                .isEqualTo(7);
        assertThat(registry.get("kafka.producer.record.error")
                        .tag("client.id", "chat-1-producer")
                        .functionCounter()
                        .count())
                .isEqualTo(3);
    }

    @Test
    void metricsOfSinglePartitionsAndOtherNamesAreLeftOut() {
        add(
                "consumer-fetch-manager-metrics",
                "records-lag-max",
                Map.of("client-id", "c", "topic", "t", "partition", "0"),
                1);
        add("consumer-fetch-manager-metrics", "fetch-size-avg", Map.of("client-id", "c"), 1);
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void metersGoWithTheClient() {
        MetricName lag = add("consumer-fetch-manager-metrics", "records-lag-max", Map.of("client-id", "c"), 1);
        metrics.removeMetric(lag);
        assertThat(registry.getMeters()).isEmpty();
        add("producer-metrics", "record-send-total", Map.of("client-id", "p"), 1);
        metrics.close();
        assertThat(registry.getMeters()).isEmpty();
    }
}
