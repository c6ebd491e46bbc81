package io.livemarket.notification.kafka;

import io.livemarket.kit.engine.PartitionDecider;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * The inboxes of a partition in the order of their due moments. The moments themselves are in the inboxes, in the
 * partition's state; this queue is in memory alone and is rebuilt from them.
 */
final class DueInboxes {

    /** Due moments are rounded up to multiples of this, so that inboxes due about one time share a transaction. */
    private static final long GRID_MS = 200;

    private final PriorityQueue<Due> queue = new PriorityQueue<>(Comparator.comparing(Due::at));

    private record Due(Instant at, UUID user, UUID chat) {}

    void add(Instant at, UUID user, UUID chat) {
        queue.add(new Due(at, user, chat));
    }

    /** The next due moment, in epoch milliseconds; {@link PartitionDecider#NEVER} when no inbox is due. */
    long next() {
        Due next = queue.peek();
        return next == null ? PartitionDecider.NEVER : Math.ceilDiv(next.at().toEpochMilli(), GRID_MS) * GRID_MS;
    }

    /** @param handler takes the user and the chat; has to check that the inbox is still due */
    void handle(Instant now, BiConsumer<UUID, UUID> handler) {
        while (!queue.isEmpty() && !queue.peek().at().isAfter(now)) {
            Due due = queue.remove();
            handler.accept(due.user(), due.chat());
        }
    }
}
