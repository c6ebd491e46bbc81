package io.livemarket.presence.config;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * The settings of presence-service, under {@code livemarket.presence}; {@code presence-service.yml} documents each
 * beside its default.
 *
 * @param pace the least time between two transactions of a partition, 0–1 s: decisions in between share one
 * @param debounce how long a user without devices counts as online
 * @param heartbeat the time between two heartbeats; gateways have this setting too
 * @param lostAfter the time without a heartbeat after which an instance is lost; at least three heartbeats
 * @param tick the interval of checks for lost instances and for users who go offline
 * @param projectionBatch the most records that one projection step reads, 1–5,000
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
