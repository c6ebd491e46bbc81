package io.livemarket.notification.kafka;

import io.livemarket.kit.engine.PartitionDecider;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * Knows when something is due in an inbox next. The moments are in the inboxes, which are in the partition's state;
 * this only remembers their order.
 */
final class DueInboxes {

    /** What is due is handled at multiples of this, so that what is due about the same time shares a transaction. */
    private static final long GRID_MS = 200;

    private final PriorityQueue<Due> queue = new PriorityQueue<>(Comparator.comparing(Due::at));

    private record Due(Instant at, UUID user, UUID chat) {}

    void add(Instant at, UUID user, UUID chat) {
        queue.add(new Due(at, user, chat));
    }

    /** When the next is to be handled, in epoch milliseconds. */
    long next() {
        Due next = queue.peek();
        return next == null ? PartitionDecider.NEVER : Math.ceilDiv(next.at().toEpochMilli(), GRID_MS) * GRID_MS;
    }

    /** @param handler takes the user and the chat; finds out by itself what is not due any more */
    void handle(Instant now, BiConsumer<UUID, UUID> handler) {
        while (!queue.isEmpty() && !queue.peek().at().isAfter(now)) {
            Due due = queue.remove();
            handler.accept(due.user(), due.chat());
        }
    }
}
