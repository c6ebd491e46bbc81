package io.livemarket.gateway.socket;

import io.netty.util.Timeout;
import io.netty.util.Timer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Lets so many newcomers at a time be worked on, from the look at the token until what they missed was fetched; the others wait,
 * the first first. When thousands connect at once they so queue here and not for the processors, where everybody's messages
 * would queue behind them. Thread-safe; nothing blocks.
 */
final class AdmissionGate {

    private final int places;
    private final Timer timer;
    private final Duration atMost;

    // Guarded by this.
    private final ArrayDeque<CompletableFuture<Place>> waiting = new ArrayDeque<>();
    private int taken;

    /**
     * A gate.
     *
     * @param places at least 1
     * @param atMost after which a place is free again whatever became of who had it
     */
    AdmissionGate(int places, Timer timer, Duration atMost) {
        this.places = places;
        this.timer = timer;
        this.atMost = atMost;
    }

    /** A place in the gate. */
    interface Place {

        /** Gives it to the next; a no-op from the second time on. */
        void free();
    }

    /** Waits for a place. */
    CompletableFuture<Place> enter() {
        CompletableFuture<Place> place = new CompletableFuture<>();
        synchronized (this) {
            if (taken >= places) {
                waiting.add(place);
                return place;
            }
            taken++;
        }
        place.complete(new Taken());
        return place;
    }

    /** How many wait. */
    synchronized int waiting() {
        return waiting.size();
    }

    private void freed() {
        CompletableFuture<Place> next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                taken--;
                return;
            }
        }
        next.complete(new Taken());
    }

    private final class Taken implements Place {

        private final Timeout end = timer.newTimeout(_ -> free(), atMost.toMillis(), TimeUnit.MILLISECONDS);
        private boolean free;

        @Override
        public void free() {
            synchronized (this) {
                if (free) {
                    return;
                }
                free = true;
            }
            end.cancel();
            freed();
        }
    }
}
