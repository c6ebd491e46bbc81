package io.livemarket.chat.projection;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import io.livemarket.events.chat.OfferEvent.OfferMade;
import io.livemarket.kit.projection.ThrottledWrites;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;

/**
 * The places of the offers: each offer's chat and the {@code seq} of its message, which has everything else. Neither
 * changes, so that writing a document again changes nothing.
 */
final class OfferIndex {

    private static final String CHAT = "chatId";
    private static final String SEQ = "seq";

    private final MongoCollection<Document> offers;

    OfferIndex(MongoDatabase database) {
        this.offers = database.getCollection("offers");
    }

    void createIndexes() {
        offers.createIndex(Indexes.compoundIndex(Indexes.ascending(CHAT), Indexes.descending(SEQ)));
    }

    void write(List<OfferMade> made, ThrottledWrites writes) {
        if (!made.isEmpty()) {
            writes.write(offers, made.stream().map(OfferIndex::insert).toList());
        }
    }

    private static UpdateOneModel<Document> insert(OfferMade e) {
        return new UpdateOneModel<>(
                Filters.eq("_id", e.offerId().toString()),
                new Document("$setOnInsert", new Document(CHAT, e.chatId().toString()).append(SEQ, e.seq())),
                new UpdateOptions().upsert(true));
    }

    /** The place of an offer in its chat; empty for an offer of another chat. */
    Optional<Long> seq(UUID chatId, UUID offerId) {
        return Optional.ofNullable(offers.find(
                                Filters.and(Filters.eq("_id", offerId.toString()), Filters.eq(CHAT, chatId.toString())))
                        .first())
                .map(document -> ChatBson.number(document, SEQ));
    }

    /** The places of a chat's offers before a {@code seq} (exclusive), newest first. */
    List<Long> before(UUID chatId, long seq, int limit) {
        List<Long> found = new ArrayList<>();
        offers.find(Filters.and(Filters.eq(CHAT, chatId.toString()), Filters.lt(SEQ, seq)))
                .sort(Sorts.descending(SEQ))
                .limit(limit)
                .forEach(document -> found.add(ChatBson.number(document, SEQ)));
        return found;
    }
}
