package io.livemarket.kit.kafka;

import java.util.Map;
import org.apache.kafka.common.KafkaException;

/** Entries of the maps with which Kafka's clients answer: one for each partition or topic that were requested. */
public final class ClusterAnswers {

    private ClusterAnswers() {}

    /**
     * The entry of a key.
     *
     * @throws KafkaException when the answer has none, so that the caller repeats the request as after any other
     *     failure
     */
    public static <K, V> V entry(Map<K, V> answer, K key) {
        V value = answer.get(key);
        if (value == null) {
            throw new KafkaException("The cluster's answer has no entry for " + key);
        }
        return value;
    }
}
