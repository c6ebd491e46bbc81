package io.livemarket.gateway.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.PendingCommands;
import io.livemarket.kit.tracing.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KafkaConfigurationTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    /** The alert LiveMarketDecidingStopped compares this gauge of gateways with the commits of chat-service. */
    @Test
    void theGaugeOfAwaitedCommandsCountsThoseOfChats() {
        PendingCommands<CommandOutcome> pending =
                new KafkaConfiguration().pendingCommands(new KafkaClients(null, meters, Tracing.OFF));
        UUID command = UUID.randomUUID();
        pending.await(command, Duration.ofMinutes(1));
        assertThat(awaited()).isEqualTo(1);

        pending.fail(command, new IllegalStateException("not sent"));
        assertThat(awaited()).isZero();
    }

    private double awaited() {
        return meters.get("livemarket.commands.awaited").gauge().value();
    }
}
