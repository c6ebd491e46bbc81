package io.livemarket.kit.projection;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A read model made from a topic. It is handed batches in order, partition by partition, at least once: applying a record
 * again, or all of them from the first, must change nothing.
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

    /** Applies a batch as {@link #apply(List)} does, with the pace and the decisions of a run where a projection has use for them. */
    default void apply(List<ConsumerRecord<String, byte[]>> batch, Run run) {
        apply(batch);
    }
}
