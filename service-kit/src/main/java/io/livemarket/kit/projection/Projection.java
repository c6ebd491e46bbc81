package io.livemarket.kit.projection;

import io.livemarket.events.kafka.UnreadableRecordException;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A read model made from a topic. It gets batches in order within each partition, at least once: applying a record
 * again, or all of them from the first, must change nothing.
 */
public interface Projection {

    /**
     * The projection's name and version, {@code chat-service.chats.v1}: the consumer group; a new version is a rebuild.
     */
    String name();

    /**
     * Applies a batch; returns when the store has all of it.
     *
     * @throws io.livemarket.kit.projection.UnreadableRecordAt for a record that no consumer can ever read
     * @throws RuntimeException when the store is unreachable: the whole batch is applied again later
     */
    void apply(List<ConsumerRecord<String, byte[]>> batch);

    /**
     * Applies a batch as {@link #apply(List)} does, with the throttle and the decisions of its runner where a
     * projection uses them.
     */
    default void apply(List<ConsumerRecord<String, byte[]>> batch, BatchContext context) {
        apply(batch);
    }

    /**
     * Reads the records of a batch in their order, up to the first that cannot be read, and then writes the result of
     * those before it.
     *
     * @param reader reads one record, and throws {@link UnreadableRecordException} where it cannot be read
     * @throws UnreadableRecordAt after the write, for the record that cannot be read
     */
    static void readEach(
            List<ConsumerRecord<String, byte[]>> batch,
            Consumer<ConsumerRecord<String, byte[]>> reader,
            Runnable write) {
        UnreadableRecordAt unreadable = null;
        for (int i = 0; i < batch.size() && unreadable == null; i++) {
            try {
                reader.accept(batch.get(i));
            } catch (UnreadableRecordException e) {
                unreadable = new UnreadableRecordAt(i, e);
            }
        }
        write.run();
        if (unreadable != null) {
            throw unreadable;
        }
    }
}
