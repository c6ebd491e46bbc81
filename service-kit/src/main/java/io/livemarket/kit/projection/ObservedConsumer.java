package io.livemarket.kit.projection;

import io.livemarket.kit.kafka.KafkaClients;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * A consumer that passes its positions to a listener before each poll. A position passes the markers that transactions
 * leave in the log, which no record's offset does: only by the position can "everything before the end is applied" be
 * seen. Closes without waiting for a fetch at the broker.
 */
final class ObservedConsumer {

    /** Takes the positions, in the consumer's thread, before each poll. */
    interface Listener {
        void at(Consumer<?, ?> consumer, Map<TopicPartition, Long> positions);
    }

    private ObservedConsumer() {}

    @SuppressWarnings("unchecked")
    static <K, V> Consumer<K, V> of(Consumer<K, V> consumer, Listener listener) {
        return (Consumer<K, V>) Proxy.newProxyInstance(
                Consumer.class.getClassLoader(), new Class<?>[] {Consumer.class}, (_, method, arguments) -> {
                    if (method.getName().equals("poll")) {
                        listener.at(consumer, positions(consumer));
                    }
                    if (method.getName().equals("close") && arguments == null) {
                        consumer.close(CloseOptions.timeout(KafkaClients.CLOSE_WITHIN));
                        return null;
                    }
                    try {
                        return method.invoke(consumer, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }

    private static Map<TopicPartition, Long> positions(Consumer<?, ?> consumer) {
        Map<TopicPartition, Long> positions = new HashMap<>();
        for (TopicPartition partition : consumer.assignment()) {
            positions.put(partition, consumer.position(partition));
        }
        return positions;
    }
}
