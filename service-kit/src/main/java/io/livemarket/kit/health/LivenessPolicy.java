package io.livemarket.kit.health;

import java.time.Duration;
import java.util.Optional;

/**
 * Decides from a sign of life whether only a restart of the process remedies the state of a thread: it has ended, it
 * fails repeatedly without progress, or it has been in one step for too long. An outage is none of these.
 *
 * @param failures the number of failures without progress between them
 * @param within the time that contains them
 * @param stall the longest time of one step
 */
public record LivenessPolicy(int failures, Duration within, Duration stall) {

    /** The fault of a thread, for operators; empty for a live thread. */
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
