package io.livemarket.gateway.budgets;

import java.util.concurrent.ConcurrentHashMap;

/**
 * Limits the number of operations that are in progress for each caller. Keeps nothing of callers without one.
 * Thread-safe.
 */
public final class ConcurrencyLimits<K> {

    private final int most;
    private final ConcurrentHashMap<K, Integer> counts = new ConcurrentHashMap<>();

    /** @param most operations of one caller at a time */
    public ConcurrencyLimits(int most) {
        this.most = most;
    }

    /** Takes a place, which {@link #release} returns; false when the caller has no place left. */
    public boolean acquire(K caller) {
        boolean[] begun = {false};
        counts.compute(caller, (_, count) -> {
            int now = count == null ? 0 : count;
            begun[0] = now < most;
            return begun[0] ? (Integer) (now + 1) : count;
        });
        return begun[0];
    }

    /** Returns a place. */
    public void release(K caller) {
        counts.computeIfPresent(caller, (_, count) -> count == 1 ? null : count - 1);
    }

    /** The number of callers with an operation in progress. */
    public int callers() {
        return counts.size();
    }
}
