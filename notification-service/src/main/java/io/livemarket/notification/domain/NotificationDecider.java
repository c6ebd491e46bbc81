package io.livemarket.notification.domain;

import io.livemarket.events.Ids;
import io.livemarket.events.notifications.ClearReason;
import io.livemarket.events.notifications.NotificationCommand.ClearNotifications;
import io.livemarket.events.notifications.NotificationCommand.MuteChat;
import io.livemarket.events.notifications.NotificationEvent;
import io.livemarket.events.notifications.NotificationEvent.ChatMuted;
import io.livemarket.events.notifications.NotificationEvent.ChatUnmuted;
import io.livemarket.events.notifications.NotificationEvent.NotificationRaised;
import io.livemarket.events.notifications.NotificationEvent.NotificationsCleared;
import io.livemarket.events.notifications.NotificationEvent.UnreadCounted;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decides the notifications and pushes of one user. Never reads a clock, a store or the network: {@code now} is given,
 * and {@code version} is that of the user's next event.
 *
 * <p>A message raises nothing by itself: it is counted, and {@link #due} announces it a moment later. So a burst of
 * messages within that moment becomes one event, and a user who reads within it is not notified at all.
 */
public final class NotificationDecider {

    private static final Instant FOR_EVER = Instant.parse("9999-12-31T00:00:00Z");

    private final UUID userId;
    private final Settings settings;
    private final boolean pushable;
    private final Timing timing;

    /** @param pushable whether the user has a device with a push subscription */
    public NotificationDecider(UUID userId, Settings settings, boolean pushable, Timing timing) {
        this.userId = userId;
        this.settings = settings;
        this.pushable = pushable;
        this.timing = timing;
    }

    /** Decides about a chat that the user joined. A user who has the inbox already is not notified again. */
    public Decision<Inbox> joined(@Nullable Inbox inbox, Fact.Joined fact, Instant now) {
        if (inbox != null && !inbox.hasLeft()) {
            return Decision.withoutEvent(inbox);
        }
        Inbox joined = (inbox == null ? Inbox.of(fact.chatId()) : inbox.broughtBack()).named(fact.chatName());
        return Decision.withoutEvent(
                fact.invitedBy() == null
                        ? joined
                        : notifyLater(joined, fact.invitedBy(), NotificationKind.GROUP_INVITATION, now));
    }

    /** Decides about a message of another participant: it is counted, and announced and pushed later. */
    public Decision<Inbox> message(@Nullable Inbox inbox, Fact.Message fact, Instant now) {
        Inbox known = inbox == null ? Inbox.of(fact.chatId()) : inbox;
        if (fact.seq() <= known.lastSeq()) {
            return Decision.withoutEvent(known);
        }
        NotificationKind kind = fact.first() ? NotificationKind.FIRST_CONTACT : NotificationKind.MESSAGE;
        return Decision.withoutEvent(notifyLater(known.counted(fact.seq()), fact.senderId(), kind, now));
    }

    /**
     * The inbox with a pending notification, and with a push unless the burst was pushed; the count alone if silent.
     */
    private Inbox notifyLater(Inbox inbox, UUID actor, NotificationKind kind, Instant now) {
        boolean silent = settings.blocked().contains(actor) || inbox.isMuted(now);
        OpenNotification shown = inbox.unreadNotification();
        Inbox counted =
                inbox.with(inbox.news().orAt(now.plus(silent || shown != null ? timing.recount() : timing.settle())));
        if (silent) {
            return counted;
        }
        String pending = inbox.news().kind();
        String name = shown != null ? shown.kind() : pending != null ? pending : kind.wireName();
        PushTimer push = inbox.push().received(now, timing);
        boolean arm = pushable && push.at() == null && !push.done();
        return counted.with(counted.news().received(actor, name))
                .with(arm ? push.arm(now.plus(timing.pushAfter()), inbox.lastSeq()) : push);
    }

    /** Decides about messages that a device confirmed: they are not pushed. */
    public Decision<Inbox> delivered(@Nullable Inbox inbox, Fact.Delivered fact, Instant now) {
        return Decision.withoutEvent(
                inbox == null || fact.upToSeq() <= inbox.deliveredUpTo()
                        ? inbox
                        : confirmed(inbox.delivered(fact.upToSeq()), now));
    }

    /** The inbox without a push of confirmed messages; the time of the push of later messages starts now. */
    private Inbox confirmed(Inbox inbox, Instant now) {
        PushTimer push = inbox.push();
        if (push.at() == null || inbox.deliveredUpTo() >= inbox.lastSeq()) {
            return push.at() == null && !push.done() ? inbox : inbox.with(push.cancel());
        }
        return inbox.deliveredUpTo() < push.seq()
                ? inbox
                : inbox.with(push.arm(now.plus(timing.pushAfter()), inbox.lastSeq()));
    }

    /** Decides about messages that the user read: the notification is cleared, or its count goes down. */
    public Decision<Inbox> read(@Nullable Inbox inbox, Fact.Read fact, long version, Instant now) {
        if (inbox == null) {
            return Decision.withoutEvent(null);
        }
        Inbox read = confirmed(inbox.read(fact.upToSeq()), now);
        if (read.unreadCount() == 0) {
            return allRead(read, version, now);
        }
        return Decision.withoutEvent(
                read.unreadCount() == read.told() || read.isHidden()
                        ? read
                        : read.with(read.news().orAt(now.plus(timing.settle()))));
    }

    /** Decides about messages of a large group that reached a device of the user, or that the user read. */
    public Decision<Inbox> receipt(@Nullable Inbox inbox, Fact.Receipt fact, long version, Instant now) {
        return read(
                inbox == null ? null : inbox.delivered(fact.deliveredUpTo()),
                new Fact.Read(fact.chatId(), fact.readUpTo(), fact.at()),
                version,
                now);
    }

    /**
     * Decides about a chat that the user hid: its notification is cleared, and its messages are not counted until the
     * chat's next message; then all unread messages are counted again.
     */
    public Decision<Inbox> hidden(@Nullable Inbox inbox, long version, Instant now) {
        if (inbox == null || inbox.isHidden()) {
            return Decision.withoutEvent(inbox);
        }
        OpenNotification shown = inbox.unreadNotification();
        if (shown != null) {
            return Decision.withEvent(
                    inbox.hide(),
                    new NotificationsCleared(
                            userId, version, List.of(shown.id()), ClearReason.ASKED, inbox.chatId(), now));
        }
        return inbox.told() == 0
                ? Decision.withoutEvent(inbox.hide())
                : Decision.withEvent(inbox.hide(), new UnreadCounted(userId, version, inbox.chatId(), 0, now));
    }

    /**
     * Decides about a group that the user left, or into which the user is no longer invited: its notification is
     * cleared, and its messages are counted no more.
     */
    public Decision<Inbox> left(@Nullable Inbox inbox, long version, Instant now) {
        if (inbox == null || inbox.hasLeft()) {
            return Decision.withoutEvent(inbox);
        }
        OpenNotification shown = inbox.unreadNotification();
        if (shown != null) {
            return Decision.withEvent(
                    inbox.left(),
                    new NotificationsCleared(
                            userId, version, List.of(shown.id()), ClearReason.ASKED, inbox.chatId(), now));
        }
        return inbox.told() == 0
                ? Decision.withoutEvent(inbox.left())
                : Decision.withEvent(inbox.left(), new UnreadCounted(userId, version, inbox.chatId(), 0, now));
    }

    /** Decides about a group with another name, which later notifications show. */
    public Decision<Inbox> renamed(@Nullable Inbox inbox, Fact.Renamed fact) {
        return Decision.withoutEvent(
                inbox == null || fact.chatName().equals(inbox.chatName()) ? inbox : inbox.named(fact.chatName()));
    }

    /**
     * Decides about a hidden chat in which the user sent a message: its unread messages count again, no notification.
     */
    public Decision<Inbox> broughtBack(@Nullable Inbox inbox, long version, Instant now) {
        if (inbox == null || !inbox.isHidden()) {
            return Decision.withoutEvent(inbox);
        }
        Inbox shown = inbox.broughtBack();
        return shown.unreadCount() == 0
                ? Decision.withoutEvent(shown)
                : Decision.withEvent(
                        shown.announced(null),
                        new UnreadCounted(userId, version, shown.chatId(), shown.unreadCount(), now));
    }

    /**
     * Decides about a message that its sender deleted: an unread message is counted no more, and a notification that
     * announced no other message is cleared.
     */
    public Decision<Inbox> deleted(@Nullable Inbox inbox, Fact.Deleted fact, long version, Instant now) {
        if (inbox == null) {
            return Decision.withoutEvent(null);
        }
        Inbox less = inbox.deleted(fact.seq());
        if (less == inbox || less.isHidden()) {
            return Decision.withoutEvent(less);
        }
        less = withoutActor(withoutIdlePush(less), fact.seq());
        boolean isOpen = less.unreadNotification() != null;
        if (less.unreadCount() == 0 && !less.isInvitation()) {
            return noneLeft(less, isOpen ? null : less.open(), ClearReason.ASKED, version, now);
        }
        boolean isAnnounced = less.isAnnounced(fact.seq()) && (isOpen || !less.isInvitation());
        if (less.unreadCount() == less.told()) {
            return Decision.withoutEvent(isAnnounced ? less.announced(less.open()) : less);
        }
        PendingNotification news = isAnnounced ? less.news().countedOnly() : less.news();
        return Decision.withoutEvent(less.with(news.orAt(now.plus(timing.settle()))));
    }

    /**
     * The inbox without the sender of the newest message, when that message of a group was deleted: the sender of the
     * message before it is not kept. In a private chat all messages of others have one sender.
     */
    private Inbox withoutActor(Inbox inbox, long deleted) {
        UUID actor = inbox.news().actorId();
        return actor != null
                        && Inbox.isGroup(inbox.chatId(), inbox.chatName())
                        && inbox.unread().newest() < deleted
                ? inbox.with(inbox.news().withoutActor())
                : inbox;
    }

    /** The inbox without a push when every message that no device has confirmed was deleted. */
    private static Inbox withoutIdlePush(Inbox inbox) {
        boolean isIdle = inbox.push().at() != null
                && !inbox.isInvitation()
                && inbox.unread().newest() <= inbox.deliveredUpTo();
        return isIdle ? inbox.with(inbox.push().cancel()) : inbox;
    }

    private Decision<Inbox> allRead(Inbox read, long version, Instant now) {
        OpenNotification shown = read.unreadNotification();
        return noneLeft(read, shown == null ? read.open() : shown.asRead(), ClearReason.READ, version, now);
    }

    /** @param left the notification that the inbox keeps; absent when it keeps none */
    private Decision<Inbox> noneLeft(
            Inbox inbox, @Nullable OpenNotification left, ClearReason reason, long version, Instant now) {
        OpenNotification shown = inbox.unreadNotification();
        if (shown != null) {
            return Decision.withEvent(
                    inbox.announced(left),
                    new NotificationsCleared(userId, version, List.of(shown.id()), reason, inbox.chatId(), now));
        }
        // Counted without a notification: the chat is muted, or its notification was cleared.
        return inbox.told() > 0
                ? Decision.withEvent(inbox.announced(left), new UnreadCounted(userId, version, inbox.chatId(), 0, now))
                : Decision.withoutEvent(inbox.announced(left));
    }

    /** Decides about an inbox whose moment {@link Inbox#due} has come: announces its changes, or pushes. */
    public Decision<Inbox> due(Inbox inbox, long version, Instant now) {
        Instant announceAt = inbox.news().at();
        if (announceAt != null && !now.isBefore(announceAt)) {
            return announce(inbox, version, now);
        }
        Instant pushAt = inbox.push().at();
        if (pushAt != null && !now.isBefore(pushAt)) {
            return push(inbox, now);
        }
        return Decision.withoutEvent(inbox);
    }

    private Decision<Inbox> announce(Inbox inbox, long version, Instant now) {
        long unread = inbox.unreadCount();
        boolean muted = inbox.isMuted(now);
        OpenNotification shown = inbox.unreadNotification();
        String kind = inbox.news().kind();
        boolean isAudible = inbox.news().audible() && !muted;
        if (isAudible && kind != null && PreferenceRules.inApp(settings.preferences(), kind)) {
            OpenNotification raised =
                    shown != null ? shown.at(now) : new OpenNotification(notificationId(inbox), kind, now, now, false);
            return raise(inbox, raised, version);
        }
        if (unread == inbox.told()) {
            return Decision.withoutEvent(inbox.announced(inbox.open()));
        }
        // Some messages were read or deleted, or the new ones raise no notification.
        return unread < inbox.told() && shown != null && !muted
                ? raise(inbox, shown, version)
                : Decision.withEvent(
                        inbox.announced(inbox.open()), new UnreadCounted(userId, version, inbox.chatId(), unread, now));
    }

    private Decision<Inbox> raise(Inbox inbox, OpenNotification open, long version) {
        return Decision.withEvent(
                inbox.announced(open),
                new NotificationRaised(
                        userId,
                        version,
                        open.id(),
                        open.kind(),
                        inbox.chatId(),
                        inbox.news().actorId(),
                        null,
                        inbox.unreadCount(),
                        inbox.lastSeq() == 0 ? null : inbox.lastSeq(),
                        open.raisedAt(),
                        open.at(),
                        inbox.chatName()));
    }

    /** The id of a new notification, made from the chat's newest message: deciding again gives an equal id. */
    private UUID notificationId(Inbox inbox) {
        return Ids.named(userId, inbox.chatId() + ":" + inbox.lastSeq());
    }

    private Decision<Inbox> push(Inbox inbox, Instant now) {
        OpenNotification open = inbox.open();
        String pending = inbox.news().kind();
        String kind = pending != null ? pending : open != null ? open.kind() : NotificationKind.MESSAGE.wireName();
        Inbox done = inbox.with(inbox.push().pushed());
        Suppression suppression = suppression(kind, inbox.isMuted(now), now);
        if (suppression != null) {
            return new Decision<>(done, null, null, suppression);
        }
        UUID id = open == null ? notificationId(inbox) : open.id();
        return new Decision<>(
                done,
                null,
                pushOf(id, kind, inbox.chatId(), inbox.news().actorId(), Math.max(1, inbox.unreadCount()), now)
                        .in(settings.preferences().hideSender() ? null : inbox.chatName()),
                null);
    }

    private Push pushOf(UUID id, String kind, @Nullable UUID chatId, @Nullable UUID actor, long count, Instant now) {
        return new Push(id, kind, chatId, settings.preferences().hideSender() ? null : actor, count, now);
    }

    private @Nullable Suppression suppression(String kind, boolean muted, Instant now) {
        if (!pushable) {
            return Suppression.NO_SUBSCRIPTION;
        }
        if (muted) {
            return Suppression.MUTED;
        }
        if (!PreferenceRules.push(settings.preferences(), kind)) {
            return Suppression.KIND_OFF;
        }
        return PreferenceRules.isQuiet(settings.preferences(), now) ? Suppression.QUIET_HOURS : null;
    }

    /**
     * Decides about an event without a chat, which raises one notification; {@code known} is the one that it raised
     * before.
     */
    public Decision<OpenNotification> other(
            @Nullable OpenNotification known, Fact.Other fact, long version, Instant now) {
        boolean inApp = PreferenceRules.inApp(settings.preferences(), fact.kind());
        if (known != null || (fact.actorId() != null && settings.blocked().contains(fact.actorId()))) {
            return Decision.withoutEvent(known);
        }
        OpenNotification open = new OpenNotification(fact.id(), fact.kind(), now, now, false);
        NotificationEvent raised = inApp
                ? new NotificationRaised(
                        userId,
                        version,
                        fact.id(),
                        fact.kind(),
                        null,
                        fact.actorId(),
                        fact.subject(),
                        1,
                        null,
                        now,
                        now)
                : null;
        Suppression suppression = suppression(fact.kind(), false, now);
        Push push = suppression == null ? pushOf(fact.id(), fact.kind(), null, fact.actorId(), 1, now) : null;
        return new Decision<>(open, raised, push, suppression);
    }

    /** Whether a command clears this notification; {@code chatId} is that of the notification, if it has a chat. */
    public static boolean matches(ClearNotifications clear, @Nullable UUID chatId, OpenNotification open) {
        if (clear.ids() != null) {
            return clear.ids().contains(open.id());
        }
        if (clear.chatId() != null) {
            return clear.chatId().equals(chatId);
        }
        return clear.upTo() != null && !open.at().isAfter(clear.upTo());
    }

    /** The event by which notifications are cleared, of one chat or of several. */
    public NotificationEvent cleared(List<UUID> ids, long version, Instant now) {
        return new NotificationsCleared(userId, version, ids, ClearReason.ASKED, null, now);
    }

    /** The inbox of a chat whose notification was cleared: its next message raises a new one. */
    public static Inbox withoutNotification(Inbox inbox) {
        return inbox.with((@Nullable OpenNotification) null)
                .with(inbox.push().at() == null ? inbox.push() : inbox.push().pushed());
    }

    /** Mutes or unmutes a chat; no event when that changes nothing. */
    public Decision<Inbox> mute(Inbox inbox, MuteChat mute, long version, Instant now) {
        Instant until = !mute.muted() ? null : mute.until() == null ? FOR_EVER : mute.until();
        Instant before = inbox.isMuted(now) ? inbox.mutedUntil() : null;
        if (Objects.equals(until, before)) {
            return Decision.withoutEvent(inbox);
        }
        return Decision.withEvent(
                inbox.muted(until),
                mute.muted()
                        ? new ChatMuted(userId, version, mute.chatId(), mute.until(), now)
                        : new ChatUnmuted(userId, version, mute.chatId(), now));
    }
}
