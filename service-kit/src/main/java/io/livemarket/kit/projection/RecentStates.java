package io.livemarket.kit.projection;

import java.util.LinkedHashMap;
import java.util.Map;

/** The states that a projection wrote last, up to a number of them; the least recently used ones are removed first. */
final class RecentStates<D> extends LinkedHashMap<String, D> {

    private static final long serialVersionUID = 1L;

    private final int most;

    RecentStates(int most) {
        super(16, 0.75f, true);
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, D> eldest) {
        return size() > most;
    }
}
