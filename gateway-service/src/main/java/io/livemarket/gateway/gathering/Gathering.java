package io.livemarket.gateway.gathering;

import io.netty.util.Timer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;

/**
 * Values that wait for the end of a window, which begins with the first value; values of one key are merged. Values of
 * further keys are dropped while the number of waiting keys is at the capacity. Thread-safe.
 */
public final class Gathering<V> {

    private final Timer timer;
    private final Duration window;
    private final int capacity;
    private final BinaryOperator<V> merge;
    private final Consumer<V> sink;

    // Guarded by this.
    private Map<UUID, V> pending = new LinkedHashMap<>();

    /**
     * @param capacity keys that may wait
     * @param merge makes one value of an earlier and a later one, in this order
     * @param sink takes each value at the end of its window, in the order of the first values of the keys
     */
    public Gathering(Timer timer, Duration window, int capacity, BinaryOperator<V> merge, Consumer<V> sink) {
        this.timer = timer;
        this.window = window;
        this.capacity = capacity;
        this.merge = merge;
        this.sink = sink;
    }

    /** Adds a value to the window; false when there is no room for its key and the value is dropped. */
    public synchronized boolean add(UUID key, V value) {
        if (pending.size() >= capacity && !pending.containsKey(key)) {
            return false;
        }
        if (pending.isEmpty()) {
            timer.newTimeout(_ -> flush(), window.toMillis(), TimeUnit.MILLISECONDS);
        }
        pending.merge(key, value, merge);
        return true;
    }

    /** Passes all waiting values to the sink. */
    public void flush() {
        Map<UUID, V> due;
        synchronized (this) {
            due = pending;
            pending = new LinkedHashMap<>();
        }
        due.values().forEach(sink);
    }
}
