package io.livemarket.kit.health;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The conditions under which an instance is not live: {@code livemarket.liveness}.
 *
 * @param failures the number of failures of a thread without progress between them, outages of Kafka and MongoDB not
 *     counted, after which the instance is not live
 * @param within the time that contains so many failures, at least {@code 10s}
 * @param stall the longest time of one step of a thread that no outage prolongs, at least {@code 10s}; after it the
 *     instance is not live
 */
@Validated
@ConfigurationProperties("livemarket.liveness")
public record LivenessProperties(
        @DefaultValue("20") @Min(3) @Max(Pulse.REMEMBERED) int failures,
        @DefaultValue("5m") @NotNull Duration within,
        @DefaultValue("2m") @NotNull Duration stall) {

    private static final Duration LEAST = Duration.ofSeconds(10);

    @AssertTrue(message = "livemarket.liveness.within and .stall must be at least 10s")
    boolean isLongEnough() {
        return within != null && within.compareTo(LEAST) >= 0 && stall != null && stall.compareTo(LEAST) >= 0;
    }

    /** The policy of these settings. */
    public LivenessPolicy policy() {
        return new LivenessPolicy(failures, within, stall);
    }
}
