package io.livemarket.chat.kafka;

import io.livemarket.kit.engine.Entries;
import java.util.UUID;

/**
 * Blocks between users. Each partition holds all of them; one look-up finds both directions of a pair. Nearly all pairs
 * have no block, and are found so without a look-up.
 */
final class Blocks {

    private static final int LOWER_BLOCKS = 1;
    private static final int HIGHER_BLOCKS = 2;
    private static final int ID_LENGTH = 36;

    private final Entries<Integer> pairs;
    private final PairFilter filter = new PairFilter();

    /** @param pairs what is committed of them is read here; changes after that have to be made through this object */
    Blocks(Entries<Integer> pairs) {
        this.pairs = pairs;
        pairs.forEachCommitted((pair, _) -> addToFilter(pair));
    }

    private void addToFilter(String pair) {
        filter.add(UUID.fromString(pair.substring(0, ID_LENGTH)), UUID.fromString(pair.substring(ID_LENGTH + 1)));
    }

    /** Notes that one blocks another, or no longer does. */
    void put(UUID blocker, UUID other, boolean blocked) {
        String pair = pair(blocker, other);
        int mine = flag(pair, blocker);
        int before = flags(pair);
        int after = blocked ? before | mine : before & ~mine;
        if (after == before) {
            return;
        }
        if (after == 0) {
            pairs.delete(pair);
        } else {
            pairs.put(pair, after);
            filter.add(blocker, other);
        }
    }

    /** Takes over a pair as an earlier version kept it. */
    void restore(String pair, int flags) {
        pairs.put(pair, flags);
        addToFilter(pair);
    }

    /** Whether either blocks the other; a user never blocks themselves. */
    boolean between(UUID one, UUID other) {
        return !one.equals(other) && filter.mayHold(one, other) && flags(pair(one, other)) != 0;
    }

    /** Whether the first blocks the second. */
    boolean has(UUID blocker, UUID other) {
        if (!filter.mayHold(blocker, other)) {
            return false;
        }
        String pair = pair(blocker, other);
        return (flags(pair) & flag(pair, blocker)) != 0;
    }

    private static int flag(String pair, UUID blocker) {
        return pair.startsWith(blocker.toString()) ? LOWER_BLOCKS : HIGHER_BLOCKS;
    }

    private int flags(String pair) {
        return pairs.get(pair).orElse(0);
    }

    private static String pair(UUID one, UUID other) {
        String a = one.toString();
        String b = other.toString();
        return a.compareTo(b) <= 0 ? a + ":" + b : b + ":" + a;
    }
}
