package io.livemarket.kit.compact;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One part of a table: ids as pairs of numbers in one array, with linear probing, and values in a second array. Readers
 * take no lock: an id is visible once its first number is, which is written last. Entries are never removed.
 */
final class UuidTable {

    private static final VarHandle NUMBERS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle VALUES = MethodHandles.arrayElementVarHandle(Object[].class);
    private static final double FULL = 0.8;
    private static final double GROWTH = 1.5;

    private volatile Slots slots;
    private int used;

    /** @param values absent in a table without values */
    private record Slots(long[] numbers, @Nullable Object @Nullable [] values) {

        static Slots of(int capacity, boolean withValues) {
            return new Slots(new long[2 * capacity], withValues ? new Object[capacity] : null);
        }

        int capacity() {
            return numbers.length / 2;
        }

        /** The slot of an id, or the complement of its free slot, which another writer may fill at any time. */
        int find(long hash, long high, long low) {
            int slot = (int) Math.unsignedMultiplyHigh(hash, capacity());
            while (true) {
                long there = (long) NUMBERS.getAcquire(numbers, 2 * slot);
                if (there == 0) {
                    return ~slot;
                }
                if (there == high && numbers[2 * slot + 1] == low) {
                    return slot;
                }
                slot = slot + 1 == capacity() ? 0 : slot + 1;
            }
        }

        void set(int slot, long high, long low, @Nullable Object value) {
            if (values != null) {
                VALUES.setRelease(values, slot, value);
            }
            numbers[2 * slot + 1] = low;
            NUMBERS.setRelease(numbers, 2 * slot, high);
        }
    }

    /** @param capacity the number of slots before the table grows */
    UuidTable(int capacity, boolean withValues) {
        slots = Slots.of(capacity, withValues);
    }

    boolean contains(long hash, long high, long low) {
        return slots.find(hash, high, low) >= 0;
    }

    /** The value of an id; null for an id without a value. */
    @Nullable
    Object get(long hash, long high, long low) {
        Slots now = slots;
        int slot = now.find(hash, high, low);
        return slot < 0 ? null : VALUES.getAcquire(now.values(), slot);
    }

    /**
     * Adds an id, or replaces its value.
     *
     * @param high not zero
     * @return whether the id is new
     */
    synchronized boolean put(long hash, long high, long low, @Nullable Object value) {
        int slot = slots.find(hash, high, low);
        if (slot >= 0) {
            slots.set(slot, high, low, value);
            return false;
        }
        if (used + 1 > slots.capacity() * FULL) {
            slots = grown();
            slot = slots.find(hash, high, low);
        }
        slots.set(~slot, high, low, value);
        used++;
        return true;
    }

    private Slots grown() {
        Slots former = slots;
        Slots next = Slots.of((int) (former.capacity() * GROWTH) + 1, former.values() != null);
        for (int slot = 0; slot < former.capacity(); slot++) {
            long high = former.numbers()[2 * slot];
            if (high != 0) {
                long low = former.numbers()[2 * slot + 1];
                next.set(
                        ~next.find(UuidMap.slotHash(high, low), high, low),
                        high,
                        low,
                        former.values() == null ? null : former.values()[slot]);
            }
        }
        return next;
    }

    synchronized int size() {
        return used;
    }

    /** The bytes of the arrays, with references of four bytes, without the values themselves. */
    long bytes() {
        Slots now = slots;
        return 16L + 8L * now.numbers().length + (now.values() == null ? 0 : 16L + 4L * now.values().length);
    }
}
