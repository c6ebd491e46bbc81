package io.livemarket.kit.health;

import java.time.Duration;
import java.util.Optional;

/**
 * Judges from the signs of a thread whether only a restart of the process brings it back: it has ended, it fails again
 * and again without getting on, or it has been in one step for too long. An outage is none of these.
 *
 * @param failures how many failures without progress between them
 * @param within the time that holds them
 * @param stall how long one step may take
 */
public record LivenessPolicy(int failures, Duration within, Duration stall) {

    /** What is wrong with the thread, for operators; empty when it lives. */
    public Optional<String> fault(LifeSign sign) {
        if (sign.ended().isPresent()) {
            return sign.ended();
        }
        if (sign.busy().compareTo(stall) > 0) {
            return Optional.of("in one step for %d s".formatted(sign.busy().toSeconds()));
        }
        long recent = sign.failures().stream()
                .filter(age -> age.compareTo(within) <= 0)
                .count();
        return recent < failures
                ? Optional.empty()
                : Optional.of("failed %d times within %d s and got no further".formatted(recent, within.toSeconds()));
    }
}
