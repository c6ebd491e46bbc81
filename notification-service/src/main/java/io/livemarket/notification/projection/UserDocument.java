package io.livemarket.notification.projection;

import io.livemarket.events.notifications.ClearReason;
import io.livemarket.events.notifications.NotificationEvent;
import io.livemarket.events.notifications.NotificationEvent.ChatMuted;
import io.livemarket.events.notifications.NotificationEvent.ChatUnmuted;
import io.livemarket.events.notifications.NotificationEvent.NotificationRaised;
import io.livemarket.events.notifications.NotificationEvent.NotificationsCleared;
import io.livemarket.events.notifications.NotificationEvent.PreferencesChanged;
import io.livemarket.events.notifications.NotificationEvent.PushSubscriptionAdded;
import io.livemarket.events.notifications.NotificationEvent.PushSubscriptionRemoved;
import io.livemarket.events.notifications.NotificationEvent.UnreadCounted;
import io.livemarket.events.notifications.NotificationEvent.UserForgotten;
import io.livemarket.events.notifications.NotificationPreferences;
import io.livemarket.kit.web.WireTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The read model of one user. Immutable; the lists are bounded, and the oldest entries are dropped first.
 *
 * @param notifications newest first: the latest {@link #UNREAD} unread ones and the latest {@link #READ} read ones
 * @param unread the number of unread messages of each chat that has any, of the {@link #CHATS} chats counted last, the
 *     latest last
 * @param muted the {@link #CHATS} chats muted last, and the end of each mute; {@link Instant#MAX} for one that the user
 *     has to end
 */
public record UserDocument(
        UUID userId,
        long version,
        List<Listed> notifications,
        Map<UUID, Long> unread,
        Map<UUID, Instant> muted,
        NotificationPreferences preferences,
        List<Device> devices) {

    /** The most chats that are counted, and the most that are muted. */
    static final int CHATS = 5_000;

    static final int UNREAD = 500;
    static final int READ = 50;

    /** A notification in the list; see {@link NotificationView} for its fields. */
    record Listed(
            UUID id,
            String kind,
            NotificationView.Concerned concerned,
            long count,
            @Nullable Long upToSeq,
            NotificationView.Times times,
            @Nullable String chatName) {

        @Nullable
        UUID chatId() {
            return concerned.chatId();
        }

        Instant at() {
            return times.at();
        }

        boolean isRead() {
            return times.readAt() != null;
        }

        private Listed read(Instant when) {
            return isRead() ? this : new Listed(id, kind, concerned, count, upToSeq, times.read(when), chatName);
        }

        private Listed counting(long newCount) {
            return new Listed(id, kind, concerned, newCount, upToSeq, times, chatName);
        }
    }

    /**
     * A device with a push subscription.
     *
     * @param digest the digest of the device's endpoint; absent where an earlier version added the device
     */
    record Device(UUID id, Instant addedAt, @Nullable String digest) {}

    static UserDocument of(UUID userId) {
        return new UserDocument(userId, 0, List.of(), Map.of(), Map.of(), NotificationPreferences.DEFAULT, List.of());
    }

    /** The document after an event, whose version must be the next one. */
    UserDocument apply(NotificationEvent event) {
        return switch (event) {
            case NotificationRaised e ->
                e.chatId() == null
                        ? listing(e.version(), raise(e), unread)
                        : listing(e.version(), raise(e), counting(e.chatId(), e.count()));
            case UnreadCounted e ->
                listing(
                        e.version(),
                        notifications.stream()
                                .map(n -> e.chatId().equals(n.chatId()) && !n.isRead() ? n.counting(e.unread()) : n)
                                .toList(),
                        counting(e.chatId(), e.unread()));
            case NotificationsCleared e ->
                listing(e.version(), clear(e), e.chatId() == null ? unread : counting(e.chatId(), 0));
            case ChatMuted e -> muting(e.version(), e.chatId(), endOf(e));
            case ChatUnmuted e -> muting(e.version(), e.chatId(), null);
            case PreferencesChanged e ->
                new UserDocument(userId, e.version(), notifications, unread, muted, e.preferences(), devices);
            case PushSubscriptionAdded e -> {
                List<Device> more = new ArrayList<>(devices);
                more.add(new Device(e.subscriptionId(), e.at(), e.device()));
                yield withDevices(e.version(), more);
            }
            case PushSubscriptionRemoved e ->
                withDevices(
                        e.version(),
                        devices.stream()
                                .filter(device -> !device.id().equals(e.subscriptionId()))
                                .toList());
            case UserForgotten e -> of(userId).skipTo(e.version());
        };
    }

    /** The end of a mute. A time out of the range of the store's dates counts as no end. */
    private static Instant endOf(ChatMuted muted) {
        return muted.until() == null || !WireTime.Check.holds(muted.until()) ? Instant.MAX : muted.until();
    }

    /** The document at a later version whose change is not known. */
    UserDocument skipTo(long newVersion) {
        return new UserDocument(userId, newVersion, notifications, unread, muted, preferences, devices);
    }

    private List<Listed> raise(NotificationRaised e) {
        List<Listed> next = new ArrayList<>(notifications.size() + 1);
        Listed raised = new Listed(
                e.id(),
                e.kind(),
                new NotificationView.Concerned(e.chatId(), e.actorId(), e.subject()),
                e.count(),
                e.upToSeq(),
                new NotificationView.Times(e.raisedAt(), e.at(), null),
                e.chatName());
        next.add(raised);
        for (Listed n : notifications) {
            if (!n.id().equals(e.id()) && (e.chatId() == null || !e.chatId().equals(n.chatId()))) {
                next.add(n);
            }
        }
        // A notification whose count went down keeps its time, and so its place in the list.
        next.sort((a, b) -> b.at().compareTo(a.at()));
        return bounded(next);
    }

    private List<Listed> clear(NotificationsCleared e) {
        Set<UUID> ids = new HashSet<>(e.ids());
        return e.reason() == ClearReason.READ
                ? bounded(notifications.stream()
                        .map(n -> ids.contains(n.id()) ? n.read(e.at()) : n)
                        .toList())
                : notifications.stream().filter(n -> !ids.contains(n.id())).toList();
    }

    private static List<Listed> bounded(List<Listed> all) {
        return all.size() <= READ
                ? List.copyOf(all)
                : all.stream()
                        .filter(among(all, UNREAD, n -> !n.isRead()).or(among(all, READ, Listed::isRead)))
                        .toList();
    }

    private static Predicate<Listed> among(List<Listed> all, int first, Predicate<Listed> of) {
        Set<UUID> ids = new HashSet<>();
        all.stream().filter(of).limit(first).forEach(n -> ids.add(n.id()));
        return n -> ids.contains(n.id());
    }

    private Map<UUID, Long> counting(UUID chatId, long count) {
        return with(unread, chatId, count == 0 ? null : count);
    }

    private UserDocument muting(long newVersion, UUID chatId, @Nullable Instant until) {
        return new UserDocument(
                userId, newVersion, notifications, unread, with(muted, chatId, until), preferences, devices);
    }

    /**
     * The chats with one of them moved to the end, or without that chat where it has no value. Chats at the beginning
     * are dropped while there are more than {@link #CHATS}.
     */
    private static <T> Map<UUID, T> with(Map<UUID, T> chats, UUID chatId, @Nullable T value) {
        Map<UUID, T> next = new LinkedHashMap<>(chats);
        next.remove(chatId);
        if (value != null) {
            next.put(chatId, value);
        }
        Iterator<UUID> first = next.keySet().iterator();
        for (int more = next.size() - CHATS; more > 0; more--) {
            first.next();
            first.remove();
        }
        return next;
    }

    private UserDocument listing(long newVersion, List<Listed> newNotifications, Map<UUID, Long> newUnread) {
        return new UserDocument(userId, newVersion, newNotifications, newUnread, muted, preferences, devices);
    }

    private UserDocument withDevices(long newVersion, List<Device> newDevices) {
        return new UserDocument(userId, newVersion, notifications, unread, muted, preferences, List.copyOf(newDevices));
    }
}
