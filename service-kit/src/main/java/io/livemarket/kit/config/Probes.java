package io.livemarket.kit.config;

import io.livemarket.kit.health.Liveness;
import io.livemarket.kit.health.LivenessProperties;
import io.livemarket.kit.health.ReadyOnce;
import io.livemarket.kit.kafka.KafkaClients;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The health indicators and groups that the probes of every service use, beside the parts of the service itself. */
@AutoConfiguration
@EnableConfigurationProperties(LivenessProperties.class)
public class Probes {

    @Bean
    Liveness threadsHealthIndicator(KafkaClients clients, LivenessProperties properties) {
        return new Liveness(clients.threads(), properties.policy());
    }

    /** The status of the group {@code readiness}; the overall health continues to show the parts that catch up. */
    @Bean
    @Qualifier("readiness")
    ReadyOnce readinessStatus(ApplicationAvailability availability) {
        return new ReadyOnce(() -> availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC);
    }

    /** The status of the group {@code requests}, which has the members of {@code readiness} at another path. */
    @Bean
    @Qualifier("requests")
    ReadyOnce requestsStatus(@Qualifier("readiness") ReadyOnce readiness) {
        return readiness;
    }
}
