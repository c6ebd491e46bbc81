package io.livemarket.kit.projection;

import com.mongodb.client.MongoCollection;
import io.livemarket.events.kafka.EventCodec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * The part of a read model that is its own, where documents are guarded by a version: one document for each aggregate,
 * under the aggregate's id, which is also the key of its events.
 *
 * @param <E> the type of the events
 * @param <D> the state in a document
 */
public interface VersionedModel<E, D> {

    /** The field with a document's version. */
    String VERSION = "version";
    /** The field with the offset after the last event in a document. */
    String LOG_NEXT = "logNext";

    /** The projection's name and version, {@code chat-service.chats.v1}. */
    String name();

    EventCodec<E> events();

    MongoCollection<Document> documents();

    D read(Document document);

    /** The document of a state, with its {@code _id} and its {@link #VERSION}. */
    Document write(D state);

    long versionOf(D state);

    long eventVersion(E event);

    /** Whether the event has a version of its own; an event without one has the version of the event before it. */
    default boolean counts(E event) {
        return true;
    }

    /**
     * The state of an aggregate without a document, before its first event.
     *
     * @param version the version of the event
     * @return null where only an event that begins an aggregate can make a document
     */
    default @Nullable D before(String id, long version) {
        return null;
    }

    /** The state at the version of an event that is of an unknown type, or cannot be read. */
    D skip(D state, long version);

    /**
     * The number of states that are kept in memory after they are written, so that their next events need no read of
     * the store; 0 for none. States that are kept must be immutable.
     */
    default int kept() {
        return 0;
    }

    /** Begins a batch. */
    Fold<E, D> begin(BatchContext context);

    /**
     * The folding of one batch.
     *
     * @param <E> the type of the events
     * @param <D> the state in a document
     */
    interface Fold<E, D> {

        /**
         * The state after an event.
         *
         * @param state absent for an aggregate without a document, unless {@link VersionedModel#before} gives a state
         * @return null when the event makes no document
         * @throws RuntimeException when the event cannot be folded: the aggregate goes into quarantine if a replay does
         *     not help
         */
        @Nullable
        D apply(@Nullable D state, E event, ConsumerRecord<String, byte[]> record);

        /** Called for an event that the document has already. */
        default void passOver(D state, E event) {}

        /**
         * Writes the documents of other collections that must exist before the aggregates' documents; each write
         * guarded by the event's version.
         */
        default void writeFirst() {}

        /**
         * Called when the store has all documents of the batch, and before its offsets are committed: at least once for
         * each batch, as {@link #apply} and {@link #passOver} together are for each event.
         *
         * @throws RuntimeException when this failed: the whole batch is applied again later
         */
        default void afterWrite() {}
    }
}
