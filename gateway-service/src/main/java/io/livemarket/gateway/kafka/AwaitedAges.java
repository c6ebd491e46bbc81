package io.livemarket.gateway.kafka;

import java.time.Duration;

/** Counts the commands that are awaited for longer than a limit, to an eighth of that limit. Thread-safe. */
final class AwaitedAges {

    private static final int SLOTS = 8;

    private final long slotNanos;
    /** Awaited commands that began within the last slots, by slot. */
    private final int[] recent = new int[SLOTS];

    private long latest = Long.MIN_VALUE / 2; // Before every time that System.nanoTime may return.
    private int all;

    /** @param limit at least 8 ns */
    AwaitedAges(Duration limit) {
        this.slotNanos = limit.toNanos() / SLOTS;
    }

    /**
     * Starts to count a command.
     *
     * @param nanos of {@link System#nanoTime}
     * @return the slot of the command, for {@link #end}
     */
    synchronized long begin(long nanos) {
        long slot = advance(nanos);
        recent[cell(slot)]++;
        all++;
        return slot;
    }

    /**
     * Stops counting a command.
     *
     * @param slot the result of {@link #begin}
     */
    synchronized void end(long slot) {
        all--;
        if (latest - slot < SLOTS) {
            recent[cell(slot)]--;
        }
    }

    /** The number of commands that are awaited for longer than the limit. */
    synchronized int late(long nanos) {
        advance(nanos);
        int late = all;
        for (int count : recent) {
            late -= count;
        }
        return late;
    }

    /** Clears the slots that the limit has passed. */
    private long advance(long nanos) {
        long slot = Math.max(latest, Math.floorDiv(nanos, slotNanos));
        for (long passed = Math.max(latest + 1, slot - SLOTS + 1); passed <= slot; passed++) {
            recent[cell(passed)] = 0;
        }
        latest = slot;
        return slot;
    }

    private static int cell(long slot) {
        return Math.floorMod(slot, SLOTS);
    }
}
