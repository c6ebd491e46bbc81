package io.livemarket.gateway.budgets;

import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts what is under way for each caller, up to a limit. Keeps nothing of callers for which nothing is. Thread-safe.
 */
public final class ConcurrencyLimits<K> {

    private final int most;
    private final ConcurrentHashMap<K, Integer> counts = new ConcurrentHashMap<>();

    /** @param most at a time of one caller */
    public ConcurrencyLimits(int most) {
        this.most = most;
    }

    /** Takes a place, which {@link #release} gives back; false when the caller has none left. */
    public boolean acquire(K caller) {
        boolean[] begun = {false};
        counts.compute(caller, (_, count) -> {
            int now = count == null ? 0 : count;
            begun[0] = now < most;
            return begun[0] ? (Integer) (now + 1) : count;
        });
        return begun[0];
    }

    /** Gives a place back. */
    public void release(K caller) {
        counts.computeIfPresent(caller, (_, count) -> count == 1 ? null : count - 1);
    }

    /** Callers for which something is under way. */
    public int callers() {
        return counts.size();
    }
}
