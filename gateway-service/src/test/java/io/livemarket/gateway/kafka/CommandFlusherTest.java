package io.livemarket.gateway.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommandFlusherTest {

    private final AtomicInteger flushes = new AtomicInteger();
    private CommandFlusher flusher;

    private void apart(Duration apart) {
        flusher = new CommandFlusher(flushes::incrementAndGet, apart);
    }

    @AfterEach
    void stop() {
        flusher.close();
    }

    @Test
    void theFirstCommandDepartsAtOnce() {
        apart(Duration.ofHours(1));
        flusher.sent();
        await().untilAsserted(() -> assertThat(flushes).hasValue(1));
    }

    @Test
    void commandsSoonAfterAnotherAreLeftToTheLinger() {
        apart(Duration.ofHours(1));
        for (int i = 0; i < 1_000; i++) {
            flusher.sent();
        }
        await().untilAsserted(() -> assertThat(flushes).hasValue(1));
        flusher.close();
        await().until(() -> !flusher.thread().isAlive());
        assertThat(flushes).hasValue(1);
    }

    @Test
    void aCommandAfterAPauseDepartsAtOnce() {
        apart(Duration.ofNanos(1));
        for (int i = 1; i <= 5; i++) {
            int expected = i;
            flusher.sent();
            await().untilAsserted(() -> assertThat(flushes).hasValue(expected));
        }
    }

    @Test
    void aFlushThatFailsKeepsNoLaterOneFromDeparting() {
        flusher = new CommandFlusher(
                () -> {
                    flushes.incrementAndGet();
                    throw new KafkaException("away");
                },
                Duration.ofNanos(1));
        for (int i = 1; i <= 3; i++) {
            int expected = i;
            flusher.sent();
            await().untilAsserted(() -> assertThat(flushes).hasValue(expected));
        }
        assertThat(flusher.thread().isAlive()).isTrue();
    }

    @Test
    void aProducerThatGathersNothingIsNotFlushed() {
        apart(Duration.ZERO);
        flusher.sent();
        assertThat(flusher.thread()).isNull();
        assertThat(flushes).hasValue(0);
    }
}
