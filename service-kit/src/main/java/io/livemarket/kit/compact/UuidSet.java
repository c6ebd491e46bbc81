package io.livemarket.kit.compact;

import java.util.UUID;

/**
 * Ids, at some 25 bytes of heap for each, where a set of objects takes 56. Ids that were added stay. Readers take no
 * lock; writers may be several.
 */
public final class UuidSet {

    private final UuidMap<Object> ids = new UuidMap<>(false);

    /** @return whether the id is new */
    public boolean add(UUID id) {
        return ids.put(id, null);
    }

    public boolean contains(UUID id) {
        return ids.contains(id);
    }

    public int size() {
        return ids.size();
    }

    /** Bytes of heap. */
    public long bytes() {
        return ids.bytes();
    }
}
