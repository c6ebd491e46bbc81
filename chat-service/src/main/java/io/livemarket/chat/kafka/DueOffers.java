package io.livemarket.chat.kafka;

import io.livemarket.kit.engine.Entries;
import io.livemarket.kit.engine.PartitionState;
import io.livemarket.kit.engine.ValueCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.UUID;

/**
 * The open offers of a partition in the order in which they expire. Each is an entry whose key begins with its hour;
 * those of the hours that have begun are in memory too, about 70 bytes each, so that a partition with many open offers
 * keeps few of them there.
 */
final class DueOffers {

    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long NOTHING_LOADED = -1;

    private final Entries<String> entries;
    private final PriorityQueue<Due> queue = new PriorityQueue<>(Comparator.comparingLong(Due::at));
    /** The last hour whose offers are in the queue, since the epoch. */
    private long loaded = NOTHING_LOADED;

    /**
     * An offer in the queue; it may be closed meanwhile.
     *
     * @param at when it expires, in epoch milliseconds
     */
    record Due(long at, UUID offerId) {}

    DueOffers(PartitionState state) {
        this.entries = state.derived("offer-due:", ValueCodec.TEXT, 0);
    }

    void add(Instant expiresAt, UUID offerId) {
        Due due = new Due(Math.max(0, expiresAt.toEpochMilli()), offerId);
        entries.put(key(due), "");
        if (due.at() / HOUR <= loaded) {
            queue.add(due);
        }
    }

    void remove(Instant expiresAt, UUID offerId) {
        entries.delete(key(new Due(Math.max(0, expiresAt.toEpochMilli()), offerId)));
    }

    /** When {@link #take} has to be called next, in epoch milliseconds: at the latest when the next hour begins. */
    long next() {
        long hour = loaded == NOTHING_LOADED ? 0 : (loaded + 1) * HOUR;
        Due first = queue.peek();
        return first == null ? hour : Math.min(first.at(), hour);
    }

    /**
     * Takes offers whose time is over from the queue, in the order in which they expire.
     *
     * @param most the most offers
     */
    List<UUID> take(long now, int most) {
        load(now / HOUR);
        List<UUID> due = new ArrayList<>();
        while (due.size() < most && !queue.isEmpty() && queue.peek().at() <= now) {
            due.add(queue.remove().offerId());
        }
        return due;
    }

    private void load(long hour) {
        if (loaded >= hour) {
            return;
        }
        long first = loaded == NOTHING_LOADED ? earliest(hour) : loaded + 1;
        for (long each = first; each <= hour; each++) {
            entries.forEach(beginning(each), (key, _) -> queue.add(due(key)));
        }
        loaded = hour;
    }

    /** The hour of the earliest entry as of the last commit; staged ones are not earlier than the present hour. */
    private long earliest(long present) {
        List<String> first = entries.committedKeys("", 1);
        return first.isEmpty()
                ? present
                : Math.min(present, due(first.getFirst()).at() / HOUR);
    }

    private static String key(Due due) {
        return beginning(due.at() / HOUR) + due.at() + ':' + due.offerId();
    }

    private static String beginning(long hour) {
        return "%010d:".formatted(hour);
    }

    private static Due due(String key) {
        String[] parts = key.split(":", 3);
        return new Due(Long.parseLong(parts[1]), UUID.fromString(parts[2]));
    }
}
