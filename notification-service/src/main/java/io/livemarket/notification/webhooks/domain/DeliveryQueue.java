package io.livemarket.notification.webhooks.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries of one endpoint that are under way or wait. The deliveries of a lane follow each other: one that
 * failed holds back those behind it, and no other lane. Not thread-safe; times are given.
 */
public final class DeliveryQueue {

    private final RetrySchedule schedule;
    private final int concurrent;
    private final Map<String, Lane> lanes = new HashMap<>();
    private final PriorityQueue<Lane> next = new PriorityQueue<>(
            Comparator.<Lane, Instant>comparing(lane -> lane.due).thenComparing(lane -> lane.turn));
    private int underWay;
    private long bytes;
    private long turns;

    /** The deliveries of one chat, user, product or file; the first one is under way, or is the next. */
    private static final class Lane {

        private final ArrayDeque<Delivery> waiting = new ArrayDeque<>();
        private Instant due = Instant.MIN;
        private Instant begun = Instant.MIN;
        private long turn;
        private int attempts;
    }

    /** The consequence of a failed attempt. */
    public sealed interface Failure {

        /** The delivery is retried. */
        record Retried(Instant at) implements Failure {}

        /** The delivery is not retried: it holds back its lane until {@link DeliveryQueue#done} ends it. */
        record Dead(int attempts) implements Failure {}

        /** The delivery is another instance's. */
        record Elsewhere() implements Failure {}
    }

    /** @param concurrent the most deliveries that are under way at a time */
    public DeliveryQueue(RetrySchedule schedule, int concurrent) {
        this.schedule = schedule;
        this.concurrent = concurrent;
    }

    /** Adds a delivery behind those of its lane. */
    public void add(Delivery delivery, Instant now) {
        Lane lane = lanes.computeIfAbsent(delivery.lane(), _ -> new Lane());
        lane.waiting.add(delivery);
        bytes += delivery.bytes();
        if (lane.waiting.size() == 1) {
            first(lane, now);
        }
    }

    private void first(Lane lane, Instant now) {
        lane.attempts = 0;
        wait(lane, now);
    }

    private void wait(Lane lane, Instant due) {
        lane.due = due;
        lane.turn = turns++;
        next.add(lane);
    }

    /** Takes the next delivery that is due; it is under way until {@link #done}, {@link #failed} or {@link #held}. */
    public Optional<Delivery> next(Instant now) {
        Lane lane = next.peek();
        if (lane == null || underWay >= concurrent || lane.due.isAfter(now)) {
            return Optional.empty();
        }
        next.remove();
        lane.begun = lane.attempts == 0 ? now : lane.begun;
        lane.attempts++;
        underWay++;
        return Optional.of(lane.waiting.getFirst());
    }

    /** Ends a delivery: the endpoint accepted it, or it is a dead letter. The next one of its lane is due. */
    public void done(Delivery delivery, Instant now) {
        underWay--;
        Lane lane = laneOf(delivery);
        if (lane == null) {
            return;
        }
        bytes -= lane.waiting.removeFirst().bytes();
        if (lane.waiting.isEmpty()) {
            lanes.remove(delivery.lane());
        } else {
            first(lane, now);
        }
    }

    /**
     * Takes notice of a failed attempt.
     *
     * @param wanted the pause that the endpoint asked for; absent for none
     * @param jitter a random number, from 0 to 1
     */
    public Failure failed(Delivery delivery, Instant now, @Nullable Duration wanted, double jitter) {
        Lane lane = laneOf(delivery);
        if (lane == null) {
            underWay--;
            return new Failure.Elsewhere();
        }
        Optional<Instant> again = schedule.next(lane.attempts, lane.begun, now, wanted, jitter);
        if (again.isEmpty()) {
            return new Failure.Dead(lane.attempts);
        }
        underWay--;
        wait(lane, again.get());
        return new Failure.Retried(again.get());
    }

    /** Leaves a delivery where it is, not under way and never due: its endpoint gets no more events. */
    public void held(Delivery delivery) {
        underWay--;
    }

    /**
     * The lane of which a delivery is the first; absent after {@link #forget}, also where the event was read again
     * since.
     */
    @SuppressWarnings("ReferenceEquality") // An event that is read again is another delivery, with an equal place.
    private @Nullable Lane laneOf(Delivery delivery) {
        Lane lane = lanes.get(delivery.lane());
        return lane != null && lane.waiting.getFirst() == delivery ? lane : null;
    }

    /** Forgets the deliveries of places that another instance reads from now on; returns them. */
    public List<Delivery> forget(Predicate<Place> elsewhere) {
        List<Delivery> forgotten = new ArrayList<>();
        lanes.values().removeIf(lane -> {
            boolean forget = elsewhere.test(lane.waiting.getFirst().place());
            if (forget) {
                forgotten.addAll(lane.waiting);
                next.remove(lane);
            }
            return forget;
        });
        forgotten.forEach(delivery -> bytes -= delivery.bytes());
        return forgotten;
    }

    /** The time at which a delivery that waits is due; empty while none waits, or no more may be under way. */
    public Optional<Instant> due() {
        return next.isEmpty() || underWay >= concurrent ? Optional.empty() : Optional.of(next.element().due);
    }

    /** The bytes of all deliveries that are under way or wait. */
    public long bytes() {
        return bytes;
    }
}
