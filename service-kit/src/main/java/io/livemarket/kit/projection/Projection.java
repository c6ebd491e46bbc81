package io.livemarket.kit.projection;

import io.livemarket.events.kafka.UnreadableRecordException;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A read model made from a topic. It is handed batches in order, partition by partition, at least once: applying a
 * record again, or all of them from the first, must change nothing.
 */
public interface Projection {

    /** Its name and version, {@code chat-service.chats.v1}: the consumer group; a new version is a rebuild. */
    String name();

    /**
     * Applies a batch; returns when all of it is in the store.
     *
     * @throws io.livemarket.kit.projection.UnreadableRecordAt for a record that nobody can ever read
     * @throws RuntimeException when the store is away: the whole batch is applied again later
     */
    void apply(List<ConsumerRecord<String, byte[]>> batch);

    /**
     * Applies a batch as {@link #apply(List)} does, with the pace and the decisions of a run where a projection has use
     * for them.
     */
    default void apply(List<ConsumerRecord<String, byte[]>> batch, Run run) {
        apply(batch);
    }

    /**
     * Reads the records of a batch in their order, up to the first that cannot be read, and then writes the result of
     * those before it.
     *
     * @param reader takes one record, and throws {@link UnreadableRecordException} where it cannot be read
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
