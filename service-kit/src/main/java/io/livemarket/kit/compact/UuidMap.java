package io.livemarket.kit.compact;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Values by id, at some 30 bytes of heap for each entry without the value, where a map of objects takes 56. Ids are
 * never removed. Readers take no lock; several threads may write.
 *
 * @param <V> the type of the values
 */
public final class UuidMap<V> {

    private static final int PARTS = 64;
    private static final int PART_BITS = 6;
    /**
     * The least capacity of a part at first. The capacities of the parts are spread between this and one and a half
     * times as many, so that they do not all grow at one time.
     */
    private static final int LEAST = 16;

    private final UuidTable[] parts = new UuidTable[PARTS];
    /**
     * The ids whose first half is zero, which stands for a free slot in the table: no id of any version (RFC 9562) is
     * one of them.
     */
    private final Map<UUID, Optional<V>> withoutVersion = new ConcurrentHashMap<>();

    public UuidMap() {
        this(true);
    }

    UuidMap(boolean withValues) {
        for (int i = 0; i < PARTS; i++) {
            parts[i] = new UuidTable((int) (LEAST * Math.pow(1.5, (double) i / PARTS)), withValues);
        }
    }

    /** The value of an id; empty for an unknown id. */
    @SuppressWarnings("unchecked")
    public Optional<V> get(UUID id) {
        if (high(id) == 0) {
            return withoutVersion.getOrDefault(id, Optional.empty());
        }
        return Optional.ofNullable((V) part(id).get(slotHash(high(id), low(id)), high(id), low(id)));
    }

    boolean contains(UUID id) {
        return high(id) == 0
                ? withoutVersion.containsKey(id)
                : part(id).contains(slotHash(high(id), low(id)), high(id), low(id));
    }

    /**
     * Adds an id, or replaces its value.
     *
     * @param value absent to remove the value
     * @return whether the id is new
     */
    public boolean put(UUID id, @Nullable V value) {
        if (high(id) == 0) {
            return withoutVersion.put(id, Optional.ofNullable(value)) == null;
        }
        return part(id).put(slotHash(high(id), low(id)), high(id), low(id), value);
    }

    /** The number of ids, with and without a value. */
    public int size() {
        int size = withoutVersion.size();
        for (UuidTable part : parts) {
            size += part.size();
        }
        return size;
    }

    /** The bytes of heap of the table, without the values. */
    public long bytes() {
        long bytes = 0;
        for (UuidTable part : parts) {
            bytes += part.bytes();
        }
        return bytes;
    }

    private UuidTable part(UUID id) {
        return parts[(int) (hash(high(id), low(id)) >>> Long.SIZE - PART_BITS)];
    }

    /** The bits of a hash that do not choose the part. */
    static long slotHash(long high, long low) {
        return hash(high, low) << PART_BITS;
    }

    private static long hash(long high, long low) {
        long mixed = (high ^ low * 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 32) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 29;
    }

    private static long high(UUID id) {
        return id.getMostSignificantBits();
    }

    private static long low(UUID id) {
        return id.getLeastSignificantBits();
    }
}
