package io.livemarket.kit.health;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a thread shows of its life at one moment.
 *
 * @param thread its name
 * @param ended why it runs no more although its part was not stopped; empty while it runs
 * @param busy how long it has been in one step that no outage prolongs; zero while it waits for work, Kafka or the
 *     store
 * @param failures how long ago each of its last failures was that no outage explains, since it last got on
 */
public record LifeSign(String thread, Optional<String> ended, Duration busy, List<Duration> failures) {

    public LifeSign {
        failures = List.copyOf(failures);
    }

    /** The sign of a thread that has ended. */
    public static LifeSign ended(String thread, String reason) {
        return new LifeSign(thread, Optional.of(reason), Duration.ZERO, List.of());
    }

    /** The sign of a thread without a {@link Pulse}: whether it has ended, and what is not done from then on. */
    public static LifeSign of(Thread thread, String consequence) {
        return new LifeSign(
                thread.getName(),
                thread.isAlive() ? Optional.empty() : Optional.of(consequence),
                Duration.ZERO,
                List.of());
    }
}
