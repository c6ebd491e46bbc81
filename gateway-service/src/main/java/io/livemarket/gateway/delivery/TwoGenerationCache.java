package io.livemarket.gateway.delivery;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers recent entries, in two generations: the older generation is forgotten when the newer one is full. Reads
 * take no lock.
 */
final class TwoGenerationCache<K, V> {

    private final int capacity;
    private volatile Map<K, V> newer = new ConcurrentHashMap<>();
    private volatile Map<K, V> older = Map.of();
    private long weight;

    /** @param capacity the weight of all entries at which a generation is full */
    TwoGenerationCache(int capacity) {
        this.capacity = capacity;
    }

    /** @param entryWeight the weight of the entry, which depends on the key alone */
    synchronized void put(K key, V value, int entryWeight) {
        if (newer.put(key, value) == null) {
            weight += entryWeight;
        }
        if (weight >= capacity) {
            // The older generation first: a reader that finds the newer one empty finds the entry in the older one.
            older = newer;
            newer = new ConcurrentHashMap<>();
            weight = 0;
        }
    }

    /** The newest value of a key; absent when there was none, or it was forgotten. */
    @Nullable
    V get(K key) {
        V value = newer.get(key);
        return value == null ? older.get(key) : value;
    }

    /** The number of entries in both generations. */
    int size() {
        return newer.size() + older.size();
    }
}
