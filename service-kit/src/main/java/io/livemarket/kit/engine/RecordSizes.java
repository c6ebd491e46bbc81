package io.livemarket.kit.engine;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;

/**
 * How large a record of each topic may be: as the topics' settings were when the engine started. A record that the broker refused for its size lowers the
 * limit of its topic, until the process ends: what led to the record goes to the dead letters when it is decided again. One for all partitions of an
 * engine, so that a partition that is lost and assigned again knows what was learnt. For any thread.
 */
final class RecordSizes {

    private final Map<String, Integer> refused = new ConcurrentHashMap<>();
    private final ToIntFunction<String> taken;

    /** Limits of topics whose settings are the brokers' defaults. */
    RecordSizes() {
        this(_ -> Outputs.MOST_BYTES);
    }

    /** @param taken the most bytes of a record of a topic, by its settings */
    RecordSizes(ToIntFunction<String> taken) {
        this.taken = taken;
    }

    /** The most bytes of a record of this topic, as {@link io.livemarket.kit.kafka.Letter#size} counts them. */
    int most(String topic) {
        return refused.getOrDefault(topic, taken.applyAsInt(topic));
    }

    /** The broker refused a record of this size. */
    void refused(String topic, int bytes) {
        refused.merge(topic, bytes - 1, Math::min);
    }

    /** @throws UnproducibleException when a record is larger than a broker takes */
    void check(String topic, int bytes) {
        if (bytes > most(topic)) {
            throw new UnproducibleException(topic, bytes, most(topic));
        }
    }
}
