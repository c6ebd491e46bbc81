package io.livemarket.notification.kafka;

import io.livemarket.kit.engine.PartitionDecider;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.UUID;

/**
 * The users of a partition in the order of their reminders, in memory alone. A user has one entry, for the earliest
 * moment that was noted; it is looked at once more when the moment has been put off.
 */
final class DueReminders {

    /** Due moments are rounded up to multiples of this, so that reminders due about one time share a transaction. */
    private static final long GRID_MS = 1_000;

    private final PriorityQueue<Due> queue = new PriorityQueue<>(Comparator.comparing(Due::at));
    private final Map<UUID, Instant> earliest = new HashMap<>();

    private record Due(Instant at, UUID user) {}

    void add(Instant at, UUID user) {
        Instant known = earliest.get(user);
        if (known == null || at.isBefore(known)) {
            earliest.put(user, at);
            queue.add(new Due(at, user));
        }
    }

    /** The next due moment, in epoch milliseconds; {@link PartitionDecider#NEVER} when no user waits. */
    long next() {
        Due next = queue.peek();
        return next == null ? PartitionDecider.NEVER : Math.ceilDiv(next.at().toEpochMilli(), GRID_MS) * GRID_MS;
    }

    /** Removes the users whose moment has come; each has to be checked, and added again where it is put off. */
    List<UUID> take(Instant now) {
        List<UUID> users = new ArrayList<>();
        while (!queue.isEmpty() && !queue.peek().at().isAfter(now)) {
            Due due = queue.remove();
            // An entry that an earlier one replaced is skipped.
            if (earliest.remove(due.user(), due.at())) {
                users.add(due.user());
            }
        }
        return users;
    }

    int size() {
        return queue.size();
    }
}
