package io.livemarket.auth.projection;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Finds users by the beginning of their names: a range scan of the index on {@code usernameLower}. */
public final class UserQueries {

    /** A character that sorts after every character of a user name. */
    private static final String LAST = "\uffff";

    private final MongoCollection<Document> users;

    public UserQueries(MongoDatabase database) {
        users = database.getCollection(UsersProjection.COLLECTION);
    }

    /** @param nextCursor the cursor of the next page; absent on the last page */
    public record Page(List<UserProfile> items, @Nullable String nextCursor) {}

    /**
     * Users whose names begin with a text, in the order of their names, without regard to case.
     *
     * @param limit the most users on the page, 1–100
     * @param cursor the cursor of the page before; absent for the first page
     * @throws ApiException {@code invalid_cursor} when the cursor does not belong to this search
     */
    public Page byPrefix(String prefix, int limit, @Nullable String cursor) {
        String from = prefix.toLowerCase(Locale.ROOT);
        Bson range = Filters.and(
                cursor == null
                        ? Filters.gte(UsersProjection.USERNAME_LOWER, from)
                        : Filters.gt(UsersProjection.USERNAME_LOWER, decode(cursor, from)),
                Filters.lt(UsersProjection.USERNAME_LOWER, from + LAST));
        List<Document> found = users.find(range)
                .sort(Sorts.ascending(UsersProjection.USERNAME_LOWER))
                .limit(limit + 1)
                .into(new ArrayList<>());
        boolean more = found.size() > limit;
        List<Document> page = more ? found.subList(0, limit) : found;
        return new Page(
                page.stream().map(UserQueries::profile).toList(),
                more ? encode(page.getLast().getString(UsersProjection.USERNAME_LOWER)) : null);
    }

    static UserProfile profile(Document user) {
        return new UserProfile(
                UUID.fromString(user.getString("_id")),
                user.getString("username"),
                user.getString("avatarUrl"),
                user.containsKey("createdAt") ? user.getDate("createdAt").toInstant() : null,
                user.getDate("updatedAt").toInstant());
    }

    private static String encode(String last) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(last.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String cursor, String prefix) {
        try {
            String last = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (last.startsWith(prefix)) {
                return last;
            }
        } catch (IllegalArgumentException e) {
            throw new ApiException(ErrorCode.INVALID_CURSOR);
        }
        throw new ApiException(ErrorCode.INVALID_CURSOR);
    }
}
