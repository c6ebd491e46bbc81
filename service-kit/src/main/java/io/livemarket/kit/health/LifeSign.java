package io.livemarket.kit.health;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The sign of life of a thread at one time.
 *
 * @param thread the thread's name
 * @param ended the reason or the consequence of the thread's end, where it ended although its part was not stopped;
 *     empty while it runs
 * @param busy the time for which it has been in one step that no outage prolongs; zero while it waits for records,
 *     Kafka or the store
 * @param failures the ages of its newest failures since its last progress, without those that an outage explains
 */
public record LifeSign(String thread, Optional<String> ended, Duration busy, List<Duration> failures) {

    public LifeSign {
        failures = List.copyOf(failures);
    }

    /** The sign of a thread that has ended. */
    public static LifeSign ended(String thread, String reason) {
        return new LifeSign(thread, Optional.of(reason), Duration.ZERO, List.of());
    }

    /** The sign of a thread without a {@link Pulse}: whether it has ended, and the consequence. */
    public static LifeSign of(Thread thread, String consequence) {
        return new LifeSign(
                thread.getName(),
                thread.isAlive() ? Optional.empty() : Optional.of(consequence),
                Duration.ZERO,
                List.of());
    }
}
