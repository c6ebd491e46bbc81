package io.livemarket.notification.projection;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import io.livemarket.events.notifications.NotificationPreferences;
import io.livemarket.notification.projection.UserDocument.Device;
import io.livemarket.notification.projection.UserDocument.Listed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.bson.Document;

/** Reads one user's notifications; each is one read by {@code _id}. */
public final class NotificationQueries {

    private final MongoCollection<Document> users;
    private final NotificationView.Texts texts;

    /**
     * A page.
     *
     * @param nextCursor of the next page, or null after the last one
     */
    public record NotificationPage(List<NotificationView> items, String nextCursor, Unread unread) {}

    /**
     * Totals over everything, not the page alone.
     *
     * @param notifications that were neither read nor cleared
     * @param messages of others that were not read, in all chats: the sum of {@code unread} in {@code GET /chats}
     */
    public record Unread(long notifications, long messages) {}

    /** A muted chat. @param until when it ends by itself, or null */
    public record Muted(UUID chatId, Instant until) {}

    /** What a user wants to be told of. */
    public record Wanted(NotificationPreferences preferences, List<Muted> mutedChats) {}

    /** A device that is pushed to. */
    public record Subscription(UUID id, Instant addedAt) {}

    public NotificationQueries(MongoDatabase database, NotificationView.Texts texts) {
        this.users = database.getCollection(NotificationProjection.COLLECTION);
        this.texts = texts;
    }

    /**
     * Unread ones first, then those that were read; each newest first.
     *
     * @throws io.livemarket.kit.web.ApiException {@code invalid_cursor}
     */
    public NotificationPage page(UUID user, String cursor, int limit) {
        UserDocument document = user(user);
        PageCursor after = cursor == null ? null : PageCursor.parse(cursor);
        List<Listed> found = Stream.concat(
                        document.notifications().stream().filter(n -> !n.isRead()),
                        document.notifications().stream().filter(Listed::isRead))
                .sorted(PageCursor.ORDER)
                .filter(n -> after == null || after.isBefore(n))
                .limit(limit + 1L)
                .toList();
        List<Listed> items = found.size() > limit ? found.subList(0, limit) : found;
        long open = document.notifications().stream().filter(n -> !n.isRead()).count();
        long messages =
                document.unread().values().stream().mapToLong(Long::longValue).sum();
        return new NotificationPage(
                items.stream()
                        .map(n -> NotificationView.of(n, texts.of(NotificationView.About.of(document, n))))
                        .toList(),
                found.size() > limit ? PageCursor.of(items.getLast()).toString() : null,
                new Unread(open, messages));
    }

    /** Unread messages of each chat that has any. */
    public Map<UUID, Long> unread(UUID user) {
        return user(user).unread();
    }

    /** @param now mutes that ended before it are left out */
    public Wanted wanted(UUID user, Instant now) {
        UserDocument document = user(user);
        return new Wanted(
                document.preferences(),
                document.muted().entrySet().stream()
                        .filter(muted -> muted.getValue().isAfter(now))
                        .map(muted -> new Muted(
                                muted.getKey(), muted.getValue().equals(Instant.MAX) ? null : muted.getValue()))
                        .toList());
    }

    public List<Subscription> subscriptions(UUID user) {
        return user(user).devices().stream()
                .map((Device d) -> new Subscription(d.id(), d.addedAt()))
                .toList();
    }

    /** A user's subscription of a device. */
    public record Held(UUID userId, UUID subscriptionId) {}

    /** The subscriptions that other users have of a device since before a time. */
    public List<Held> heldBefore(String device, UUID user, Instant before) {
        List<Held> held = new ArrayList<>();
        users.find(Filters.and(Filters.eq(UserBson.DEVICES, device), Filters.ne("_id", user.toString())))
                .map(UserBson::read)
                .forEach(other -> other.devices().stream()
                        .filter(d -> device.equals(d.digest()) && d.addedAt().isBefore(before))
                        .forEach(d -> held.add(new Held(other.userId(), d.id()))));
        return held;
    }

    /** How many events of a user the read model has seen. */
    public long version(UUID user) {
        Document document = users.find(Filters.eq("_id", user.toString()))
                .projection(Projections.include(UserBson.VERSION))
                .first();
        return document == null ? 0 : ((Number) document.get(UserBson.VERSION)).longValue();
    }

    private UserDocument user(UUID user) {
        Document document = users.find(Filters.eq("_id", user.toString())).first();
        return document == null ? UserDocument.of(user) : UserBson.read(document);
    }
}
