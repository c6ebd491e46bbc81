package io.livemarket.presence.projection;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.presence.PartnerFact;
import io.livemarket.events.presence.PartnerFact.PartnersMet;
import io.livemarket.kit.projection.Projection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;

/**
 * The collection {@code partners}: a document for each pair of users who share a chat, so that a look-up is a read by
 * {@code _id}, however many pairs there are.
 */
public final class PartnersProjection implements Projection {

    /** Name and version; a new version goes with new collections. */
    public static final String NAME = "presence-service.partners.v1";

    static final String COLLECTION = "partners";

    private static final EventCodec<PartnerFact> FACTS = EventCodec.of(PartnerFact.class);

    private final MongoCollection<Document> pairs;

    public PartnersProjection(MongoDatabase database) {
        this.pairs = database.getCollection(COLLECTION);
    }

    /** The id of a pair, independent of the order of the two users. */
    static String pair(UUID one, UUID other) {
        String a = one.toString();
        String b = other.toString();
        return a.compareTo(b) <= 0 ? a + ":" + b : b + ":" + a;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void apply(List<ConsumerRecord<String, byte[]>> batch) {
        Set<String> met = new LinkedHashSet<>();
        Projection.readEach(
                batch,
                record -> FACTS.read(record.headers(), record.value()).ifPresent(fact -> {
                    switch (fact) {
                        case PartnersMet e -> e.partners().forEach(other -> met.add(pair(e.userId(), other)));
                    }
                }),
                () -> write(met));
    }

    private void write(Set<String> met) {
        if (!met.isEmpty()) {
            pairs.bulkWrite(
                    met.stream()
                            .map(id -> new ReplaceOneModel<>(
                                    Filters.eq("_id", id), new Document("_id", id), new ReplaceOptions().upsert(true)))
                            .toList(),
                    new BulkWriteOptions().ordered(false));
        }
    }
}
