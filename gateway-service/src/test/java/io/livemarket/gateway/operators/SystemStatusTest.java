package io.livemarket.gateway.operators;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.kit.admin.InstanceStatus;
import io.livemarket.kit.admin.InstanceStatus.Figures;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SystemStatusTest {

    private static InstanceStatus instance(
            String service, String name, String health, Long connections, double requests) {
        return new InstanceStatus(
                service,
                name,
                Instant.EPOCH,
                health,
                Map.of(),
                connections,
                Map.of(),
                new Figures(Map.of("requests", requests), 0));
    }

    private static SystemStatus of(InstanceStatus... instances) {
        return SystemStatus.of(Instant.EPOCH, List.of(instances));
    }

    @Test
    void connectionsAndRatesAreSummed() {
        SystemStatus status = of(
                instance("gateway-service", "g2", "UP", 3L, 0.4),
                instance("gateway-service", "g1", "UP", 4L, 0.3),
                instance("chat-service", "c1", "UP", null, 1));

        assertThat(status.connections()).isEqualTo(7);
        assertThat(status.perSecond()).isEqualTo(Map.of("requests", 1.7));
        assertThat(status.instances()).extracting(InstanceStatus::instance).containsExactly("c1", "g1", "g2");
    }

    @Test
    void anInstanceThatAnsweredAtTwoAddressesCountsOnce() {
        assertThat(of(instance("gateway-service", "g1", "UP", 4L, 1), instance("gateway-service", "g1", "UP", 4L, 1))
                        .connections())
                .isEqualTo(4);
    }

    @Test
    void theSystemIsDegradedWhileEveryServiceWorks() {
        InstanceStatus up = instance("chat-service", "c1", "UP", null, 0);
        InstanceStatus late = instance("chat-service", "c2", "OUT_OF_SERVICE", null, 0);

        assertThat(of(up).health()).isEqualTo("UP");
        assertThat(of(up, late).health()).isEqualTo("DEGRADED");
        assertThat(of(late).health()).isEqualTo("DOWN");
        assertThat(of(up, InstanceStatus.unreachable("file-service", "file:1")).health())
                .isEqualTo("DOWN");
    }
}
