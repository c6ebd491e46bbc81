package io.livemarket.kit.engine;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The most bytes of a record of each topic, by the topics' settings at the start of the engine. A record that the
 * broker refused for its size lowers the limit of its topic, until the process ends: what led to the record goes to the
 * dead letters when it is decided again. One for all partitions of an engine, so that a partition that is lost and
 * assigned again knows what was learnt. For any thread.
 */
final class RecordSizes {

    /** Topic → the most bytes of its records; topics with the engine's own limit are left out. */
    private final Map<String, Integer> lowered;

    /** Limits of topics whose settings are the brokers' defaults. */
    RecordSizes() {
        this(Map.of());
    }

    /**
     * @param lowered topic → the most bytes of a record by its settings; topics with the engine's own limit are left
     *     out
     */
    RecordSizes(Map<String, Integer> lowered) {
        this.lowered = new ConcurrentHashMap<>(lowered);
    }

    /** The most bytes of a record of this topic, as {@link io.livemarket.kit.kafka.Letter#size} counts them. */
    int most(String topic) {
        return lowered.getOrDefault(topic, Outputs.MOST_BYTES);
    }

    /** The broker refused a record of this size. */
    void refused(String topic, int bytes) {
        lowered.merge(topic, bytes - 1, Math::min);
    }

    /** @throws UnproducibleException when a record is larger than a broker takes */
    void check(String topic, int bytes) {
        if (bytes > most(topic)) {
            throw new UnproducibleException(topic, bytes, most(topic));
        }
    }
}
