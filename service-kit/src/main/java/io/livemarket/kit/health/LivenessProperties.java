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
 * When an instance is not live: {@code livemarket.liveness}.
 *
 * @param failures failures of a thread without progress between them, outages of Kafka and MongoDB left out, after
 *     which the instance is not live
 * @param within the time that holds so many failures, at least {@code 10s}
 * @param stall how long one step of a thread may take that no outage prolongs, at least {@code 10s}; after that the
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

    /** The policy that these settings are. */
    public LivenessPolicy policy() {
        return new LivenessPolicy(failures, within, stall);
    }
}
