package io.livemarket.chat.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.chat.projection.ResponseClass;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ResponseFiguresTest {

    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static final UUID SELLER = UUID.randomUUID();

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger reads = new AtomicInteger();
    private final ResponseFigures figures = new ResponseFigures(this::read, nanos::get);
    private Optional<ResponseClass> stored = Optional.empty();

    private Optional<ResponseClass> read(UUID seller, Instant day) {
        assertThat(day).isEqualTo(Instant.parse("2026-03-10T00:00:00Z"));
        reads.incrementAndGet();
        return stored;
    }

    @Test
    void aFigureIsReadOnceForManyCallers() {
        for (int i = 0; i < 100; i++) {
            assertThat(figures.at(SELLER, NOON)).isEmpty();
        }
        assertThat(reads).hasValue(1);
    }

    @Test
    void aFigureIsReadAgainAfterItsTime() {
        assertThat(figures.at(SELLER, NOON)).isEmpty();
        stored = Optional.of(ResponseClass.ONE_HOUR);
        assertThat(figures.at(SELLER, NOON)).isEmpty();
        nanos.addAndGet(ResponseFigures.KEPT_FOR.plus(Duration.ofSeconds(1)).toNanos());
        assertThat(figures.at(SELLER, NOON)).contains(ResponseClass.ONE_HOUR);
    }
}
