package io.livemarket.kit.compact;

import java.util.UUID;

/**
 * A set of ids, at some 25 bytes of heap for each, where a set of objects takes 56. Ids are never removed. Readers take
 * no lock; several threads may write.
 */
public final class UuidSet {

    private final UuidMap<Object> ids = new UuidMap<>(false);

    /**
     * Adds an id.
     *
     * @return whether the id is new
     */
    public boolean add(UUID id) {
        return ids.put(id, null);
    }

    public boolean contains(UUID id) {
        return ids.contains(id);
    }

    public int size() {
        return ids.size();
    }

    /** The bytes of heap of the set. */
    public long bytes() {
        return ids.bytes();
    }
}
