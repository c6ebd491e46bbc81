package io.livemarket.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.kit.config.LiveMarketProperties;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaClientsTest {

    @Test
    void membersSendSeveralHeartbeatsWithinASession() {
        assertThat(member(Duration.ofSeconds(6)))
                .containsEntry("session.timeout.ms", 6_000)
                .containsEntry("heartbeat.interval.ms", 1_000)
                .containsEntry("retry.backoff.ms", 500L);
        assertThat(member(Duration.ofSeconds(1)))
                .containsEntry("session.timeout.ms", 1_000)
                .containsEntry("heartbeat.interval.ms", 200)
                .containsEntry("retry.backoff.ms", 100L);
    }

    private static Map<String, Object> member(Duration sessionTimeout) {
        LiveMarketProperties.Kafka kafka =
                new LiveMarketProperties.Kafka("localhost:1", 1, (short) -1, Map.of(), true, sessionTimeout);
        LiveMarketProperties properties = new LiveMarketProperties(
                "test",
                "test-7",
                Path.of("target"),
                kafka,
                new LiveMarketProperties.Mongodb("mongodb://none", "none"),
                new LiveMarketProperties.Auth("livemarket", "livemarket", "http://none"),
                null);
        return new KafkaClients(properties).member("reader", "readers");
    }
}
