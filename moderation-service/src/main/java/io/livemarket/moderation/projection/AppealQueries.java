package io.livemarket.moderation.projection;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** The queries of appeals. Callers check permissions before. */
public final class AppealQueries {

    private final MongoCollection<Document> collection;
    private final Documents<AppealView> appeals;

    public AppealQueries(MongoDatabase database) {
        collection = database.getCollection(ModerationProjection.APPEALS);
        appeals = new Documents<>(collection, AppealView.class);
    }

    /**
     * A page of appeals.
     *
     * @param nextCursor the cursor of the next page; absent on the last page
     */
    public record AppealPage(
            List<AppealView> items, @Nullable String nextCursor) {}

    public Optional<AppealView> appeal(UUID appealId) {
        return appeals.find(appealId);
    }

    /** The newest appeals of a user. */
    public List<AppealView> of(UUID userId, int limit) {
        return found(Filters.eq("userId", userId.toString()), limit);
    }

    /**
     * Appeals, the newest first.
     *
     * @param status absent for all
     * @param reader the moderator: appeals of the moderator's own account are left out
     * @param before the last id of the page before; absent for the first page
     */
    public AppealPage page(AppealView.@Nullable Status status, UUID reader, @Nullable UUID before, int limit) {
        List<Bson> wanted = new ArrayList<>(List.of(Filters.ne("userId", reader.toString())));
        if (status != null) {
            wanted.add(Filters.eq("status", status.name().toLowerCase(Locale.ROOT)));
        }
        if (before != null) {
            wanted.add(Filters.lt("_id", before.toString()));
        }
        List<AppealView> items = found(Filters.and(wanted), limit + 1);
        boolean more = items.size() > limit;
        List<AppealView> page = more ? items.subList(0, limit) : items;
        return new AppealPage(List.copyOf(page), more ? page.getLast().id().toString() : null);
    }

    private List<AppealView> found(Bson filter, int limit) {
        List<AppealView> items = new ArrayList<>();
        collection
                .find(filter)
                .sort(Sorts.descending("_id"))
                .limit(limit)
                .forEach(document -> items.add(appeals.read(document)));
        return items;
    }
}
