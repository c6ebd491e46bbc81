package io.livemarket.kit.projection;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import io.livemarket.kit.kafka.DeadLetterHeaders;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;

/**
 * The aggregates of a projection whose events do not follow one another in the log itself, and the records that were
 * set aside; kept beside the documents, so that rebuilding a read model forgets both.
 */
final class Quarantine {

    private final MongoCollection<Document> aggregates;
    private final MongoCollection<Document> letters;
    private final String projection;

    Quarantine(MongoDatabase database, String projection) {
        this.aggregates = database.getCollection("projection_quarantine");
        this.letters = database.getCollection("projection_dead_letters");
        this.projection = projection;
    }

    boolean holds(String aggregate) {
        return aggregates.find(Filters.eq("_id", id(aggregate))).first() != null;
    }

    void add(String aggregate, ConsumerRecord<?, ?> record, String reason) {
        put(aggregates, id(aggregate), new Document("place", place(record)).append("reason", reason));
    }

    /** Whether the record was set aside already. */
    boolean holdsLetter(ConsumerRecord<?, ?> record) {
        return letters.find(Filters.eq("_id", id(place(record)))).first() != null;
    }

    void addLetter(ConsumerRecord<?, ?> record) {
        put(letters, id(place(record)), new Document());
    }

    private static void put(MongoCollection<Document> collection, String id, Document document) {
        collection.replaceOne(Filters.eq("_id", id), document.append("_id", id), new ReplaceOptions().upsert(true));
    }

    private String id(String of) {
        return projection + ":" + of;
    }

    /** With the time, since a topic that is made anew counts its offsets from 0 again. */
    private static String place(ConsumerRecord<?, ?> record) {
        return DeadLetterHeaders.place(record) + "@" + record.timestamp();
    }
}
