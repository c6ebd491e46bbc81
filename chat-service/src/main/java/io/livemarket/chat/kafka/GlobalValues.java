package io.livemarket.chat.kafka;

import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;

/** Values in a global store, which a processor of another topology sees with a time beside them or without. */
final class GlobalValues {

    private GlobalValues() {}

    /** The bytes under a key; null when there are none. */
    static byte[] of(ReadOnlyKeyValueStore<String, ?> store, String key) {
        return switch (store.get(key)) {
            case null -> null;
            case byte[] bytes -> bytes;
            case ValueAndTimestamp<?> timed -> (byte[]) timed.value();
            case Object other -> throw new IllegalStateException("A global store holds " + other.getClass());
        };
    }
}
