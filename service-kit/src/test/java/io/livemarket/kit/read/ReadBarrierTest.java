package io.livemarket.kit.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.kit.kafka.KafkaClients;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ReadBarrierTest {

    @Test
    void aBrokerThatIsBackIsWaitedFor() {
        CompletableFuture<Map<Integer, Long>> ends = new CompletableFuture<>();
        ends.completeOnTimeout(Map.of(0, 7L), KafkaClients.SOON_BACK_MS, TimeUnit.MILLISECONDS);

        assertThat(ReadBarrier.answer(ends, ReadBarrier.BOUND_WHILE_AWAY)).isEqualTo(Map.of(0, 7L));
    }

    @Test
    @Timeout(10)
    void anUnreachableBrokerDelaysAReadBriefly() {
        assertThat(ReadBarrier.BOUND_WHILE_AWAY).isLessThan(Duration.ofMillis(500));
        assertThat(ReadBarrier.answer(new CompletableFuture<>(), ReadBarrier.BOUND_WHILE_AWAY))
                .isEmpty();
    }

    @Test
    void aBrokerThatRefusesLeavesTheEndsUnknown() {
        assertThat(ReadBarrier.answer(
                        CompletableFuture.failedFuture(new IllegalStateException("Closed")), ReadBarrier.BOUND))
                .isEmpty();
    }
}
