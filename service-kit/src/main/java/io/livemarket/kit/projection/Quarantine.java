package io.livemarket.kit.projection;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import io.livemarket.kit.kafka.DeadLetterHeaders;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;

/**
 * The aggregates of a projection whose events have a gap in the log itself, and the records that were sent to the dead
 * letter topic; kept beside the documents, so that a rebuild of the read model forgets both.
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

    /** Whether the record was sent to the dead letter topic already. */
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

    /** The place with the timestamp, since the offsets of a topic that is created again begin at 0. */
    private static String place(ConsumerRecord<?, ?> record) {
        return DeadLetterHeaders.place(record) + "@" + record.timestamp();
    }
}
