package io.livemarket.chat.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.livemarket.chat.projection.ResponseClass;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;

/**
 * The public figures of sellers, each kept for some minutes of its day, so that many who look at one seller cause one
 * read. Thread-safe.
 */
final class ResponseFigures {

    static final int KEPT = 10_000;
    static final Duration KEPT_FOR = Duration.ofMinutes(10);

    private final Cache<SellersDay, Optional<ResponseClass>> figures;
    private final BiFunction<UUID, Instant, Optional<ResponseClass>> read;

    private record SellersDay(UUID seller, Instant day) {}

    /** @param read reads the figure of a user for the day that begins at a time */
    ResponseFigures(BiFunction<UUID, Instant, Optional<ResponseClass>> read, Ticker ticker) {
        this.read = read;
        this.figures = Caffeine.newBuilder()
                .maximumSize(KEPT)
                .expireAfterWrite(KEPT_FOR)
                .ticker(ticker)
                .build();
    }

    /** The figure at a time; absent where there is none to be shown. */
    Optional<ResponseClass> at(UUID seller, Instant now) {
        SellersDay key = new SellersDay(seller, now.truncatedTo(ChronoUnit.DAYS));
        Optional<ResponseClass> known = figures.getIfPresent(key);
        if (known != null) {
            return known;
        }
        Optional<ResponseClass> figure = read.apply(seller, key.day());
        figures.put(key, figure);
        return figure;
    }
}
