package io.livemarket.notification.projection;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import io.livemarket.events.notifications.NotificationPreferences;
import io.livemarket.notification.projection.UserDocument.Device;
import io.livemarket.notification.projection.UserDocument.Listed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The queries of the read model. Each but {@link #heldBefore} reads one document by {@code _id}. */
public final class NotificationQueries {

    private final MongoCollection<Document> users;
    private final NotificationView.Texts texts;
    private final @Nullable Long remindAfter;

    /**
     * A page of notifications.
     *
     * @param nextCursor the cursor of the next page; absent on the last page
     */
    public record NotificationPage(
            List<NotificationView> items, @Nullable String nextCursor, Unread unread) {}

    /**
     * Totals over all notifications and chats of the user, not of one page.
     *
     * @param notifications the notifications that were neither read nor cleared
     * @param messages the unread messages of others in all chats: the sum of {@code unread} in {@code GET /chats}
     */
    public record Unread(long notifications, long messages) {}

    /**
     * A muted chat.
     *
     * @param until the end of the mute; absent when the user has to unmute the chat
     */
    public record Muted(UUID chatId, @Nullable Instant until) {}

    /**
     * The preferences and mutes of a user.
     *
     * @param remindAfter the seconds after which a mail reminds of unread messages; absent where the installation sends
     *     no such mails
     */
    public record Wanted(
            NotificationPreferences preferences,
            List<Muted> mutedChats,
            @Nullable Long remindAfter) {}

    /** A device with a push subscription. */
    public record Subscription(UUID id, Instant addedAt) {}

    /** @param remindAfter as in {@link Wanted#remindAfter}; zero for never */
    public NotificationQueries(MongoDatabase database, NotificationView.Texts texts, Duration remindAfter) {
        this.remindAfter = remindAfter.isZero() ? null : remindAfter.toSeconds();
        this.users = database.getCollection(NotificationProjection.COLLECTION);
        this.texts = texts;
    }

    /**
     * A page of a user's notifications: the unread ones first, then those that were read, the newest of each first.
     *
     * @param cursor the end of the page before; absent for the first page
     * @throws io.livemarket.kit.web.ApiException {@code invalid_cursor}
     */
    public NotificationPage page(UUID user, @Nullable String cursor, int limit) {
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

    /** The number of unread messages of each chat that has any. */
    public Map<UUID, Long> unread(UUID user) {
        return user(user).unread();
    }

    /** The preferences of a user, and the mutes that have not ended at {@code now}. */
    public Wanted wanted(UUID user, Instant now) {
        UserDocument document = user(user);
        return new Wanted(
                document.preferences(),
                document.muted().entrySet().stream()
                        .filter(muted -> muted.getValue().isAfter(now))
                        .map(muted -> new Muted(
                                muted.getKey(), muted.getValue().equals(Instant.MAX) ? null : muted.getValue()))
                        .toList(),
                remindAfter);
    }

    public List<Subscription> subscriptions(UUID user) {
        return user(user).devices().stream()
                .map((Device d) -> new Subscription(d.id(), d.addedAt()))
                .toList();
    }

    /** A user's subscription of a device. */
    public record Held(UUID userId, UUID subscriptionId) {}

    /** The subscriptions of a device that other users added before a time. */
    public List<Held> heldBefore(String device, UUID user, Instant before) {
        List<Held> held = new ArrayList<>();
        users.find(Filters.and(Filters.eq(UserBson.DEVICES, device), Filters.ne("_id", user.toString())))
                .map(UserBson::read)
                .forEach(other -> other.devices().stream()
                        .filter(d -> device.equals(d.digest()) && d.addedAt().isBefore(before))
                        .forEach(d -> held.add(new Held(other.userId(), d.id()))));
        return held;
    }

    /** The version of a user up to which the read model has applied the user's events. */
    public long version(UUID user) {
        Document document = users.find(Filters.eq("_id", user.toString()))
                .projection(Projections.include(UserBson.VERSION))
                .first();
        return document == null
                ? 0
                : document.get(UserBson.VERSION, Number.class).longValue();
    }

    private UserDocument user(UUID user) {
        Document document = users.find(Filters.eq("_id", user.toString())).first();
        return document == null ? UserDocument.of(user) : UserBson.read(document);
    }
}
