package io.livemarket.kit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.kit.config.LiveMarketProperties;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.health.actuate.endpoint.AdditionalHealthEndpointPath;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.actuate.endpoint.HttpCodeStatusMapper;
import org.springframework.boot.health.actuate.endpoint.SimpleHttpCodeStatusMapper;
import org.springframework.boot.health.actuate.endpoint.SimpleStatusAggregator;
import org.springframework.boot.health.actuate.endpoint.StatusAggregator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.registry.DefaultHealthContributorRegistry;

class InstanceMonitorTest {

    @Test
    void anUnusedPartIsNotShownAndDoesNotCount() throws Exception {
        DefaultHealthContributorRegistry parts = new DefaultHealthContributorRegistry();
        parts.registerContributor(
                "engine", indicator(Health.up().withDetail("lag", 0).build()));
        parts.registerContributor("projection", indicator(Health.outOfService().build()));
        parts.registerContributor("ping", indicator(Health.up().build()));
        parts.registerContributor(
                "discovery",
                CompositeHealthContributor.fromMap(Map.of(
                        "client",
                        indicator(Health.unknown().build()),
                        "registry",
                        indicator(Health.down().build()))));
        InstanceMonitor monitor = new InstanceMonitor(
                new LiveMarketProperties("test", "test-1", Path.of("target"), null, null, null, null),
                new HealthEndpoint(parts, null, HealthEndpointGroups.of(new All(), Map.of()), Duration.ofSeconds(10)),
                new SimpleMeterRegistry());

        InstanceStatus status = monitor.measure().get(30, TimeUnit.SECONDS);
        assertThat(status.health()).isEqualTo("DOWN");
        assertThat(status.parts())
                .isEqualTo(Map.of(
                        "engine",
                        new InstanceStatus.PartHealth("UP", Map.of("lag", 0)),
                        "projection",
                        new InstanceStatus.PartHealth("OUT_OF_SERVICE", Map.of()),
                        "discovery/registry",
                        new InstanceStatus.PartHealth("DOWN", Map.of())));
    }

    private static HealthIndicator indicator(Health health) {
        return () -> health;
    }

    /** The group of all parts, shown in full. */
    private static final class All implements HealthEndpointGroup {

        @Override
        public boolean isMember(String name) {
            return true;
        }

        @Override
        public boolean showComponents(SecurityContext context) {
            return true;
        }

        @Override
        public boolean showDetails(SecurityContext context) {
            return true;
        }

        @Override
        @SuppressWarnings("removal")
        public StatusAggregator getStatusAggregator() {
            return new SimpleStatusAggregator();
        }

        @Override
        @SuppressWarnings("removal")
        public HttpCodeStatusMapper getHttpCodeStatusMapper() {
            return new SimpleHttpCodeStatusMapper();
        }

        @Override
        public AdditionalHealthEndpointPath getAdditionalPath() {
            return null;
        }
    }
}
