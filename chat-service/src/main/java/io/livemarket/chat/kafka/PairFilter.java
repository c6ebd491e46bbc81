package io.livemarket.chat.kafka;

import java.util.UUID;

/**
 * A Bloom filter of fixed size over the pairs of users between which there may be a block. It has no false negatives;
 * its rate of false positives grows with the number of pairs (3 in 100 with 100,000 pairs). Pairs cannot be removed.
 */
final class PairFilter {

    private static final int WORDS = 1 << 14;
    private static final int BITS = WORDS * Long.SIZE;

    private final long[] words = new long[WORDS];

    /** Adds a pair; the order of its ids has no meaning. */
    void add(UUID one, UUID other) {
        long hash = hash(one, other);
        set((int) hash);
        set((int) (hash >>> Integer.SIZE));
    }

    /** False only for a pair that was never added. */
    boolean mayHold(UUID one, UUID other) {
        long hash = hash(one, other);
        return isSet((int) hash) && isSet((int) (hash >>> Integer.SIZE));
    }

    private void set(int hash) {
        int bit = hash & (BITS - 1);
        words[bit >>> 6] |= 1L << bit;
    }

    private boolean isSet(int hash) {
        int bit = hash & (BITS - 1);
        return (words[bit >>> 6] & 1L << bit) != 0;
    }

    /**
     * A symmetric hash. Ids that were made at one instant differ in their low bits alone, which the multiplications
     * spread.
     */
    private static long hash(UUID one, UUID other) {
        return mix(one) + mix(other);
    }

    private static long mix(UUID id) {
        long mixed = (id.getMostSignificantBits() * 0x9E3779B97F4A7C15L) ^ id.getLeastSignificantBits();
        mixed = (mixed ^ (mixed >>> 33)) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return mixed ^ (mixed >>> 33);
    }
}
