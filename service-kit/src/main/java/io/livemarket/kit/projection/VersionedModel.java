package io.livemarket.kit.projection;

import com.mongodb.client.MongoCollection;
import io.livemarket.events.kafka.EventCodec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * What differs between the read models whose documents are guarded by a version: one document for each aggregate, under
 * the aggregate's id, which is also the key of its events.
 *
 * @param <E> the events
 * @param <D> what a document holds
 */
public interface VersionedModel<E, D> {

    /** The field that holds a document's version. */
    String VERSION = "version";
    /** The field that holds the offset after the last event that is in a document. */
    String LOG_NEXT = "logNext";

    /** The projection's name and version, {@code chat-service.chats.v1}. */
    String name();

    EventCodec<E> events();

    MongoCollection<Document> documents();

    D read(Document document);

    /** The document, with its {@code _id} and its {@link #VERSION}. */
    Document write(D state);

    long versionOf(D state);

    long eventVersion(E event);

    /** Whether the event is a version of its own; one that is not has the version of the event before it. */
    default boolean counts(E event) {
        return true;
    }

    /**
     * What there is before the first event of an aggregate that has no document.
     *
     * @param version the event's
     * @return null where only an event that begins an aggregate can make one
     */
    default @Nullable D before(String id, long version) {
        return null;
    }

    /** The state at a version whose event is of a type that this model does not know, or can't be read. */
    D skip(D state, long version);

    /**
     * How many states are kept in memory after they are written, so that their next events need no reading; 0 for none.
     * States that are kept must be immutable.
     */
    default int kept() {
        return 0;
    }

    /** Begins with a batch. */
    Fold<E, D> begin(Run run);

    /**
     * The folding of one batch.
     *
     * @param <E> the events
     * @param <D> what a document holds
     */
    interface Fold<E, D> {

        /**
         * The state after an event.
         *
         * @param state null for an aggregate without a document, unless the model has something before it
         * @return null when the event makes no document of nothing
         * @throws RuntimeException when it can't be folded: the aggregate is put into quarantine if replaying does not
         *     help
         */
        @Nullable D apply(@Nullable D state, E event, ConsumerRecord<String, byte[]> record);

        /** An event that is in the document already. */
        default void passOver(D state, E event) {}

        /**
         * Writes what belongs to the documents and must be there before them; each write guarded by the event's
         * version.
         */
        default void writeFirst() {}
    }
}
