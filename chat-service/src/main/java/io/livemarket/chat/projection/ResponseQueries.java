package io.livemarket.chat.projection;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import io.livemarket.events.chat.ChatRole;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.bson.Document;

/** Reads the public figure of a seller from the chats in which the user sells. */
public final class ResponseQueries {

    /** The chats that one figure reads, those with the newest messages. */
    static final int MOST_CHATS = 300;

    private static final String READERS = "readers";

    private final MongoCollection<Document> chats;

    public ResponseQueries(MongoDatabase database) {
        this.chats = database.getCollection("chats");
    }

    /**
     * The figure of the day of a time in UTC; empty with too few partners.
     *
     * <p>It has no caller: a user who blocks or is blocked gets the answer that all others get, so that it discloses no
     * block.
     */
    public Optional<ResponseClass> figure(UUID seller, Instant at) {
        MedianResponse median = new MedianResponse(at);
        for (Document chat : chats.find(Filters.and(
                        Filters.in(ChatBson.LISTS, keys(seller)),
                        Filters.gte(ChatBson.ACTIVE_AT, Date.from(median.from()))))
                .sort(Sorts.descending(ChatBson.ACTIVE_AT, "_id"))
                .projection(Projections.include(READERS))
                .limit(MOST_CHATS)) {
            add(chat.getList(READERS, Document.class), seller.toString(), median);
        }
        return median.figure();
    }

    /** A seller who hides or archives a chat has answered in it nevertheless. */
    private static List<String> keys(UUID seller) {
        return Stream.of(ChatShelf.values())
                .map(shelf -> ListKeys.role(seller.toString(), shelf, ChatRole.SELLER))
                .toList();
    }

    private static void add(List<Document> readers, String seller, MedianResponse median) {
        for (Document partner : readers) {
            if (!seller.equals(partner.getString("id"))) {
                readers.stream()
                        .filter(reader -> seller.equals(reader.getString("id")))
                        .forEach(reader -> median.add(
                                UUID.fromString(partner.getString("id")),
                                ResponseBson.read(reader).answers()));
            }
        }
    }
}
