package io.livemarket.presence.kafka;

import java.time.Duration;

/**
 * How long everything takes.
 *
 * @param debounce how long a user without devices still counts as online
 * @param lostAfter how long an instance may be silent
 * @param tick how often it is looked whether somebody's time has come, while anybody's will
 */
public record PresenceRules(Duration debounce, Duration lostAfter, Duration tick) {

    /** After hearing nobody at all for so long nothing is concluded from silence. */
    Duration deafAfter() {
        return lostAfter.multipliedBy(3).dividedBy(5);
    }
}
