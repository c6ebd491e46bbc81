package io.livemarket.chat.projection;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import io.livemarket.events.chat.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Finds the chats about a listing by the keys of the seller's lists. The pages go by activity, the earliest first: a
 * chat that becomes active, or that the seller archives or hides meanwhile, is never missed, because its place only
 * moves towards the pages to come.
 */
final class ChatsAboutListings implements ListingChanges.Chats {

    private final MongoCollection<Document> chats;

    ChatsAboutListings(MongoDatabase database) {
        this.chats = database.getCollection("chats");
    }

    @Override
    public List<ListCursor> next(Listing listing, @Nullable ListCursor after, int limit) {
        List<Bson> conditions = new ArrayList<>();
        conditions.add(Filters.in(ChatBson.LISTS, keys(listing)));
        conditions.add(Filters.not(Filters.gte(ListingBson.SHOWN_VERSION, listing.shownVersion())));
        if (after != null) {
            conditions.add(later(after));
        }
        List<ListCursor> page = new ArrayList<>();
        chats.find(Filters.and(conditions))
                .projection(Projections.include(ChatBson.ACTIVE_AT))
                .sort(Sorts.ascending(ChatBson.ACTIVE_AT, "_id"))
                .limit(limit)
                .forEach(chat -> page.add(new ListCursor(
                        chat.getDate(ChatBson.ACTIVE_AT).getTime(), UUID.fromString(chat.getString("_id")))));
        return page;
    }

    private static List<String> keys(Listing listing) {
        String seller = listing.sellerId().toString();
        String product = listing.productId().toString();
        return Arrays.stream(ChatShelf.values())
                .map(shelf -> ListKeys.subject(seller, shelf, Subject.LISTING, product))
                .toList();
    }

    private static Bson later(ListCursor after) {
        Date at = new Date(after.activeAt());
        return Filters.or(
                Filters.gt(ChatBson.ACTIVE_AT, at),
                Filters.and(
                        Filters.eq(ChatBson.ACTIVE_AT, at),
                        Filters.gt("_id", after.chatId().toString())));
    }
}
