package io.livemarket.ledger.model;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The times at which a device first showed each content, and those for which its user had it switched off.
 *
 * @param shown by content, the first showing, by {@link System#nanoTime()}
 * @param off the times for which the device was away by choice, until it was up to date again
 */
public record DeviceTimes(UUID userId, Map<String, Long> shown, List<Off> off) {

    /** A time for which a device was away by choice. */
    public record Off(long fromNanos, long toNanos) {}

    /** Whether the device was away by choice at any moment of this time. */
    public boolean wasOff(long fromNanos, long toNanos) {
        return off.stream().anyMatch(each -> each.fromNanos() <= toNanos && each.toNanos() >= fromNanos);
    }
}
