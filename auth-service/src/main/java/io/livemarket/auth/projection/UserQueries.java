package io.livemarket.auth.projection;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Searches users by the beginning of their names; a scan of a range of the index on {@code usernameLower}. */
public final class UserQueries {

    /** After every character that a user name may hold. */
    private static final String LAST = "\uffff";

    private final MongoCollection<Document> users;

    public UserQueries(MongoDatabase database) {
        users = database.getCollection(UsersProjection.COLLECTION);
    }

    /** @param nextCursor where the next page begins, or null when there is none */
    public record Page(List<UserProfile> items, String nextCursor) {}

    /**
     * Users in the order of their names, without regard to case.
     *
     * @param limit how many at most, 1–100
     * @param cursor of the page before, or null for the first
     * @throws ApiException {@code invalid_cursor} when the cursor is not of this search
     */
    public Page byPrefix(String prefix, int limit, String cursor) {
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
                instant(user, "createdAt"),
                instant(user, "updatedAt"));
    }

    private static Instant instant(Document user, String field) {
        Date date = user.getDate(field);
        return date == null ? null : date.toInstant();
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
