package io.livemarket.chat.kafka;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * Knows, in each deciding thread, when the last of the records that one poll brought is decided. A transaction that ends then
 * keeps a lone command waiting for nothing, and holds more of them the more there are.
 */
final class PolledRecords {

    private final ThreadLocal<int[]> left = ThreadLocal.withInitial(() -> new int[1]);

    /** The same consumer, with its records counted. */
    @SuppressWarnings("unchecked")
    <K, V> Consumer<K, V> counting(Consumer<K, V> consumer) {
        return (Consumer<K, V>) Proxy.newProxyInstance(Consumer.class.getClassLoader(), new Class<?>[] {Consumer.class},
                (_, method, arguments) -> {
                    try {
                        Object answer = method.invoke(consumer, arguments);
                        if (answer instanceof ConsumerRecords<?, ?> polled) {
                            came(polled.count());
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** What an earlier poll brought is as good as done: a count that is too low only ends a transaction sooner. */
    void came(int records) {
        left.get()[0] = records;
    }

    /** To be called after each record; true when it was the last one. */
    boolean wasLast() {
        return --left.get()[0] <= 0;
    }
}
