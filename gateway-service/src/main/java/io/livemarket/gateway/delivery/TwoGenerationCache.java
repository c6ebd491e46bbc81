package io.livemarket.gateway.delivery;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers the entries of late, in two generations: the older one is forgotten when the newer one is full. Reading
 * takes no lock.
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

    /** @param entryWeight of the key, whatever its value */
    synchronized void put(K key, V value, int entryWeight) {
        if (newer.put(key, value) == null) {
            weight += entryWeight;
        }
        if (weight >= capacity) {
            // The older one first: a reader that finds the newer one empty finds the entry there.
            older = newer;
            newer = new ConcurrentHashMap<>();
            weight = 0;
        }
    }

    /** The newest value; null when there is none, or it was forgotten. */
    V get(K key) {
        V value = newer.get(key);
        return value == null ? older.get(key) : value;
    }

    /** Entries in both generations. */
    int size() {
        return newer.size() + older.size();
    }
}
