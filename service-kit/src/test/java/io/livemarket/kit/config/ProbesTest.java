package io.livemarket.kit.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.kit.health.LifeSign;
import io.livemarket.kit.health.LifeSigns;
import io.livemarket.kit.health.Liveness;
import io.livemarket.kit.health.LivenessProperties;
import io.livemarket.kit.health.PartStatus;
import io.livemarket.kit.health.Readiness;
import io.livemarket.kit.kafka.KafkaClients;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** The answers of the probes, with the groups of service-kit.yml. */
class ProbesTest {

    private static volatile PartStatus engine = PartStatus.working();

    @ImportAutoConfiguration({
        ApplicationAvailabilityAutoConfiguration.class,
        HealthContributorRegistryAutoConfiguration.class,
        HealthContributorAutoConfiguration.class,
        HealthEndpointAutoConfiguration.class,
        AvailabilityProbesAutoConfiguration.class,
        Probes.class
    })
    static class Service {

        @Bean
        KafkaClients kafkaClients() {
            return new KafkaClients(new LiveMarketProperties(
                    "test",
                    "test-7",
                    Path.of("target"),
                    new LiveMarketProperties.Kafka("localhost:1", 1, (short) -1, Map.of()),
                    new LiveMarketProperties.Mongodb("mongodb://none", "none"),
                    new LiveMarketProperties.Auth("livemarket", "livemarket", "http://none"),
                    null));
        }

        @Bean
        Readiness deciderHealthIndicator() {
            return Readiness.of("engine", () -> engine);
        }
    }

    private final ConfigurableApplicationContext context = new SpringApplicationBuilder(Service.class)
            .web(WebApplicationType.NONE)
            .properties("spring.config.name=service-kit")
            .run(
                    "--livemarket.service=test-service",
                    "--livemarket.instance=test-7",
                    "--management.endpoint.health.group.readiness.include=readinessState,decider");

    @AfterEach
    void close() {
        context.close();
        engine = PartStatus.working();
    }

    private String status(String group) {
        return context.getBean(HealthEndpoint.class)
                .healthForPath(group)
                .getStatus()
                .getCode();
    }

    private LifeSigns threads() {
        return context.getBean(KafkaClients.class).threads();
    }

    @Test
    void aDeadThreadMakesTheInstanceNotLive() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        context.getBean(Liveness.class).bindTo(meters);
        LifeSigns.Source dead = () -> List.of(LifeSign.ended("chat-commands", "writes no more commands"));
        assertThat(status("liveness")).isEqualTo("UP");

        threads().add(dead);
        assertThat(status("liveness")).isEqualTo("DOWN");
        assertThat(status("readiness"))
                .as("it is restarted, and answers until then")
                .isEqualTo("UP");
        assertThat(meters.get("livemarket.liveness.faults").gauge().value()).isEqualTo(1);
        assertThat(context.getBean(Liveness.class).health().getDetails())
                .containsExactly(Map.entry("chat-commands", "writes no more commands"));

        threads().remove(dead);
        assertThat(status("liveness")).isEqualTo("UP");
        assertThat(meters.get("livemarket.liveness.faults").gauge().value()).isZero();
    }

    @Test
    void catchingUpOrBrokenPartsLeaveAnInstanceLive() {
        for (PartStatus status : List.of(PartStatus.catchingUp(), PartStatus.broken("the cluster is away"))) {
            engine = status;
            assertThat(status("liveness")).isEqualTo("UP");
        }
    }

    /** One instance that is restarted gives all others partitions, which have to catch up with them. */
    @ParameterizedTest
    @ValueSource(strings = {"readiness", "requests"})
    void aReadyInstanceStaysReadyWhileTakingOverPartitions(String group) {
        engine = PartStatus.catchingUp();
        assertThat(status(group)).as("before it was ready").isEqualTo("OUT_OF_SERVICE");
        engine = PartStatus.working();
        assertThat(status(group)).isEqualTo("UP");

        engine = PartStatus.catchingUp().with("behind", 4_000);
        assertThat(status(group)).isEqualTo("UP");
        assertThat(status("decider")).as("the whole health shows it").isEqualTo("OUT_OF_SERVICE");
        engine = PartStatus.broken("a setting is wrong");
        assertThat(status(group)).isEqualTo("DOWN");
    }

    @Test
    void anInstanceThatStopsIsNotReadyWhateverItWas() {
        assertThat(status("readiness")).isEqualTo("UP");
        AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
        assertThat(status("readiness")).isEqualTo("OUT_OF_SERVICE");
    }

    @Test
    void theDefaultsAreThoseOfTheFile() {
        LivenessProperties properties = context.getBean(LivenessProperties.class);
        assertThat(properties).isEqualTo(new LivenessProperties(20, Duration.ofMinutes(5), Duration.ofMinutes(2)));
    }
}
