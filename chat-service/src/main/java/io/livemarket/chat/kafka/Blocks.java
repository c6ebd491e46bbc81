package io.livemarket.chat.kafka;

import io.livemarket.kit.engine.Entries;
import java.util.UUID;

/**
 * The blocks between users, complete in every partition. One look-up in the state store finds both directions of a
 * pair; a {@link PairFilter} in memory answers for nearly all pairs without a block, so that they need no look-up.
 */
final class Blocks {

    private static final int LOWER_BLOCKS = 1;
    private static final int HIGHER_BLOCKS = 2;
    private static final int ID_LENGTH = 36;

    private final Entries<Integer> pairs;
    private final PairFilter filter = new PairFilter();

    /**
     * @param pairs the store of pairs; its committed entries fill the filter, so that later changes must go through
     *     this object
     */
    Blocks(Entries<Integer> pairs) {
        this.pairs = pairs;
        pairs.forEachCommitted((pair, _) -> addToFilter(pair));
    }

    private void addToFilter(String pair) {
        filter.add(UUID.fromString(pair.substring(0, ID_LENGTH)), UUID.fromString(pair.substring(ID_LENGTH + 1)));
    }

    /** Stages that the blocker blocks the other user, or no longer blocks that user. */
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

    /** Stages a pair from the state of version 0.1.0 or earlier. */
    void restore(String pair, int flags) {
        pairs.put(pair, flags);
        addToFilter(pair);
    }

    /** Whether either user blocks the other one; false for a user and that user's own id. */
    boolean between(UUID one, UUID other) {
        return !one.equals(other) && filter.mayHold(one, other) && flags(pair(one, other)) != 0;
    }

    /** Whether {@code blocker} blocks {@code other}. */
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
