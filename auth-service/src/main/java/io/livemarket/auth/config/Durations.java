package io.livemarket.auth.config;

import java.time.Duration;

/** Checks the ranges of configured durations. */
final class Durations {

    private Durations() {}

    static void between(Duration value, Duration least, Duration most, String setting) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(setting + " must be between " + least + " and " + most);
        }
    }
}
