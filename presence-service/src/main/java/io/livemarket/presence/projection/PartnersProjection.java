package io.livemarket.presence.projection;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.WriteModel;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.presence.PartnerFact;
import io.livemarket.events.presence.PartnerFact.PartnersMet;
import io.livemarket.events.presence.PartnerFact.PartnersParted;
import io.livemarket.kit.projection.Projection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;

/**
 * The collection {@code chat_partners}: a document for each pair of users who share a private chat, and one for each
 * group that a pair shares, so that a look-up goes by an index, however many pairs there are.
 */
public final class PartnersProjection implements Projection {

    /** Name and version; a new version goes with new collections. */
    public static final String NAME = "presence-service.partners.v2";

    static final String COLLECTION = "chat_partners";

    /** The pair of a document; indexed. */
    static final String PAIR = "pair";

    private static final EventCodec<PartnerFact> FACTS = EventCodec.of(PartnerFact.class);

    private final MongoCollection<Document> pairs;

    public PartnersProjection(MongoDatabase database) {
        this.pairs = database.getCollection(COLLECTION);
    }

    /** Creates the index for look-ups of pairs. */
    public void createIndexes() {
        pairs.createIndex(Indexes.ascending(PAIR));
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
        Map<String, WriteModel<Document>> writes = new LinkedHashMap<>();
        Projection.readEach(
                batch,
                record -> FACTS.read(record.headers(), record.value()).ifPresent(fact -> {
                    switch (fact) {
                        case PartnersMet e -> e.partners().forEach(other -> met(e, other, writes));
                        case PartnersParted e -> e.partners().forEach(other -> parted(e, other, writes));
                    }
                }),
                () -> write(writes));
    }

    /** A fact of an earlier version does not name a group: one with a single partner counts as a private chat. */
    private static void met(PartnersMet met, UUID other, Map<String, WriteModel<Document>> writes) {
        boolean group = Boolean.TRUE.equals(met.group()) || met.partners().size() != 1;
        String pair = pair(met.userId(), other);
        String id = group ? pair + ":" + met.chatId() : pair;
        writes.put(
                id,
                new ReplaceOneModel<>(
                        Filters.eq("_id", id),
                        new Document("_id", id).append(PAIR, pair),
                        new ReplaceOptions().upsert(true)));
    }

    private static void parted(PartnersParted parted, UUID other, Map<String, WriteModel<Document>> writes) {
        String id = pair(parted.userId(), other) + ":" + parted.chatId();
        writes.put(id, new DeleteOneModel<>(Filters.eq("_id", id)));
    }

    /** The last write of each document; their order does not matter. */
    private void write(Map<String, WriteModel<Document>> writes) {
        if (!writes.isEmpty()) {
            pairs.bulkWrite(List.copyOf(writes.values()), new BulkWriteOptions().ordered(false));
        }
    }
}
