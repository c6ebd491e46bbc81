package io.livemarket.notification.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Wakes the partition when something is due in an inbox, and at no other time, since every turn of a schedule costs a
 * transaction. The moments are in the inboxes, which are in the state store; this only remembers which comes next.
 */
final class DueInboxes {

    /** Turns happen at multiples of this, so that what is due about the same time shares one. */
    private static final long GRID_MS = 100;

    private final PriorityQueue<Due> queue = new PriorityQueue<>(Comparator.comparing(Due::at));
    private final ProcessorContext<?, ?> context;
    private final BiConsumer<UUID, UUID> handler;
    private Cancellable turn;
    private long turnAt = Long.MAX_VALUE;

    private record Due(Instant at, UUID user, UUID chat) {}

    /** @param handler takes the user and the chat; what is not due any more is for it to see */
    DueInboxes(ProcessorContext<?, ?> context, BiConsumer<UUID, UUID> handler) {
        this.context = context;
        this.handler = handler;
    }

    void add(Instant at, UUID user, UUID chat) {
        queue.add(new Due(at, user, chat));
        schedule();
    }

    private void schedule() {
        Due next = queue.peek();
        if (next == null) {
            return;
        }
        long at = Math.ceilDiv(next.at().toEpochMilli(), GRID_MS) * GRID_MS;
        if (at >= turnAt) {
            return;
        }
        cancel();
        turnAt = at;
        long in = Math.max(1, at - context.currentSystemTimeMs());
        turn = context.schedule(Duration.ofMillis(in), PunctuationType.WALL_CLOCK_TIME, this::handle);
    }

    private void handle(long nowMillis) {
        Instant now = Instant.ofEpochMilli(nowMillis);
        while (!queue.isEmpty() && !queue.peek().at().isAfter(now)) {
            Due due = queue.remove();
            handler.accept(due.user(), due.chat());
        }
        cancel();
        schedule();
        context.commit();
    }

    private void cancel() {
        if (turn != null) {
            turn.cancel();
        }
        turn = null;
        turnAt = Long.MAX_VALUE;
    }
}
