package io.livemarket.presence.config;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * presence-service's own settings, under {@code livemarket.presence}; {@code presence-service.yml} documents each
 * beside its default.
 *
 * @param pace the least time between two transactions of a partition, 0–1 s: what is decided meanwhile is committed
 *     together
 * @param debounce how long a user without devices still counts as online
 * @param heartbeat time between two signs of life; gateways have the same setting
 * @param lostAfter an instance that was silent for so long is lost; at least three heartbeats
 * @param tick how often it is looked whether somebody's time has come
 * @param projectionBatch records that one projection step takes at most, 1–5,000
 * @param projectionPause how long events gather for a projection step while there are many, 0–1 s
 */
@Validated
@ConfigurationProperties("livemarket.presence")
public record PresenceProperties(
        @NotNull Duration pace,
        @NotNull Duration debounce,
        @NotNull Duration heartbeat,
        @NotNull Duration lostAfter,
        @NotNull Duration tick,
        @Min(1) @Max(5000) int projectionBatch,
        @NotNull Duration projectionPause) {

    @AssertTrue(message = "lost-after must be at least three heartbeats")
    boolean isPatient() {
        return lostAfter.compareTo(heartbeat.multipliedBy(3)) >= 0;
    }
}
