package io.livemarket.ledger.drive;

import io.livemarket.ledger.model.DeviceTimes.Off;
import io.livemarket.ledger.model.Wait;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The times for which a user had a device switched off, and the time that the device took to reconnect after it had
 * lost its connection. Used by the network's thread alone; times are those of {@link System#nanoTime()}.
 */
final class Presence {

    private static final long NEVER = Long.MIN_VALUE;

    private final List<Off> off = new ArrayList<>();
    private long offSince;
    private boolean isOff = true;
    private long lostSince = NEVER;

    Presence(long now) {
        this.offSince = now;
    }

    /** Notes that the user switches the device off. */
    void leaves(long now) {
        if (!isOff) {
            isOff = true;
            offSince = now;
        }
        lostSince = NEVER;
    }

    /**
     * Notes the end of a connection that had received its missed events; it counts unless the user has the device
     * switched off.
     */
    void lost(long now) {
        if (!isOff && lostSince == NEVER) {
            lostSince = now;
        }
    }

    /**
     * Notes that the device has its missed events; returns the wait since the loss of the connection, if there was one.
     */
    Optional<Wait> isBack(long now) {
        Optional<Wait> back =
                lostSince == NEVER ? Optional.empty() : Optional.of(new Wait(Wait.What.BACK, lostSince, now));
        lostSince = NEVER;
        if (isOff) {
            isOff = false;
            off.add(new Off(offSince, now));
        }
        return back;
    }

    /** Whether the user had the device switched on all the time since that moment. */
    boolean wasMeantToBeHereSince(long then) {
        return !isOff && (off.isEmpty() || off.getLast().toNanos() <= then);
    }

    /** All times for which the device was off, up to now. */
    List<Off> off(long now) {
        List<Off> all = new ArrayList<>(off);
        if (isOff) {
            all.add(new Off(offSince, now));
        }
        return List.copyOf(all);
    }
}
