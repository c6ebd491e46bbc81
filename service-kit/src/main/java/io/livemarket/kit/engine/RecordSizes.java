package io.livemarket.kit.engine;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The most bytes of a record of each topic, by the topics' settings at the start of the engine. A record that the
 * broker refused for its size lowers the limit of its topic, until the process ends: the command of the record goes to
 * the dead letter topic when it is decided again. One instance for all partitions of an engine, so that a partition
 * that is revoked and assigned again keeps the limits. Thread-safe.
 */
final class RecordSizes {

    /** The most bytes of the records of a topic; topics with the engine's own limit are left out. */
    private final Map<String, Integer> lowered;

    /** The limits of topics whose settings are the brokers' defaults. */
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

    /** The most bytes of a record of a topic, as {@link io.livemarket.kit.kafka.Letter#size} counts them. */
    int most(String topic) {
        return lowered.getOrDefault(topic, Outputs.MOST_BYTES);
    }

    /** Lowers the limit after the broker refused a record of this size. */
    void refused(String topic, int bytes) {
        lowered.merge(topic, bytes - 1, Math::min);
    }

    /**
     * Checks the size of a record.
     *
     * @throws UnproducibleException when it is larger than a broker accepts
     */
    void check(String topic, int bytes) {
        if (bytes > most(topic)) {
            throw new UnproducibleException(topic, bytes, most(topic));
        }
    }
}
