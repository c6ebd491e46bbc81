package io.livemarket.presence.kafka;

import java.time.Duration;

/**
 * The times by which presence is decided.
 *
 * @param debounce how long a user without devices counts as online
 * @param lostAfter the time without a heartbeat after which an instance is lost
 * @param tick the interval of checks for lost instances and ended debounces, while there is a session or a debounce
 */
public record PresenceTiming(Duration debounce, Duration lostAfter, Duration tick) {

    /** The age of the newest heartbeat of all instances from which no instance is lost. */
    Duration staleAfter() {
        return lostAfter.multipliedBy(3).dividedBy(5);
    }
}
