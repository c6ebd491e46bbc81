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

/**
 * Decides what a user is told. Never reads a clock, a store or the network: {@code now} is given, and {@code version}
 * is that of the user's next event.
 *
 * <p>A message raises nothing by itself: it is counted, and {@link #due} tells of it a moment later, so that what
 * happens within that moment is told once, and whoever reads within it not at all.
 */
public final class NotificationDecider {

    private static final Instant FOR_EVER = Instant.parse("9999-12-31T00:00:00Z");

    private final UUID userId;
    private final Settings settings;
    private final boolean pushable;
    private final Timing timing;

    /** @param pushable whether a device of the user's can be pushed to */
    public NotificationDecider(UUID userId, Settings settings, boolean pushable, Timing timing) {
        this.userId = userId;
        this.settings = settings;
        this.pushable = pushable;
        this.timing = timing;
    }

    /** The user is in a chat; {@code inbox} is null at first. */
    public Decision<Inbox> joined(Inbox inbox, Fact.Joined fact, Instant now) {
        if (inbox != null) {
            return Decision.quietly(inbox);
        }
        Inbox joined = Inbox.of(fact.chatId()).named(fact.chatName());
        return Decision.quietly(
                fact.invitedBy() == null
                        ? joined
                        : hear(joined, fact.invitedBy(), NotificationKind.GROUP_INVITATION, now));
    }

    /** Somebody else wrote. */
    public Decision<Inbox> message(Inbox inbox, Fact.Message fact, Instant now) {
        Inbox known = inbox == null ? Inbox.of(fact.chatId()) : inbox;
        if (fact.seq() <= known.lastSeq()) {
            return Decision.quietly(known);
        }
        NotificationKind kind = fact.first() ? NotificationKind.FIRST_CONTACT : NotificationKind.MESSAGE;
        return Decision.quietly(hear(known.counted(fact.seq()), fact.senderId(), kind, now));
    }

    private Inbox hear(Inbox inbox, UUID actor, NotificationKind kind, Instant now) {
        boolean silent = settings.blocked().contains(actor) || inbox.isMuted(now);
        Inbox counted =
                inbox.with(inbox.news().orAt(now.plus(silent || inbox.isOpen() ? timing.recount() : timing.settle())));
        if (silent) {
            return counted;
        }
        String name = inbox.isOpen()
                ? inbox.open().kind()
                : inbox.news().kind() != null ? inbox.news().kind() : kind.wireName();
        Pushing push = inbox.push().heard(now, timing);
        boolean arm = pushable && push.at() == null && !push.done();
        return counted.with(counted.news().heard(actor, name))
                .with(arm ? push.arm(now.plus(timing.pushAfter()), inbox.lastSeq()) : push);
    }

    /** A device has everything up to there. */
    public Decision<Inbox> delivered(Inbox inbox, Fact.Delivered fact, Instant now) {
        return Decision.quietly(
                inbox == null || fact.upToSeq() <= inbox.deliveredUpTo()
                        ? inbox
                        : confirmed(inbox.delivered(fact.upToSeq()), now));
    }

    /** What was confirmed is not pushed; what came after it has its time from now. */
    private Inbox confirmed(Inbox inbox, Instant now) {
        Pushing push = inbox.push();
        if (push.at() == null || inbox.deliveredUpTo() >= inbox.lastSeq()) {
            return push.at() == null && !push.done() ? inbox : inbox.with(push.cancel());
        }
        return inbox.deliveredUpTo() < push.seq()
                ? inbox
                : inbox.with(push.arm(now.plus(timing.pushAfter()), inbox.lastSeq()));
    }

    /** The user read everything up to there. */
    public Decision<Inbox> read(Inbox inbox, Fact.Read fact, long version, Instant now) {
        if (inbox == null) {
            return Decision.quietly(null);
        }
        Inbox read = confirmed(inbox.read(fact.upToSeq()), now);
        if (read.unreadCount() == 0) {
            return allRead(read, version, now);
        }
        return Decision.quietly(
                read.unreadCount() == read.told() || read.isHidden()
                        ? read
                        : read.with(read.news().orAt(now.plus(timing.settle()))));
    }

    /**
     * The user hid the chat: its notification goes, and its messages count nowhere until the chat's next message; then
     * all unread ones count again.
     */
    public Decision<Inbox> hidden(Inbox inbox, long version, Instant now) {
        if (inbox == null || inbox.isHidden()) {
            return Decision.quietly(inbox);
        }
        if (inbox.isOpen()) {
            return Decision.tell(
                    inbox.hide(),
                    new NotificationsCleared(
                            userId, version, List.of(inbox.open().id()), ClearReason.ASKED, inbox.chatId(), now));
        }
        return inbox.told() == 0
                ? Decision.quietly(inbox.hide())
                : Decision.tell(inbox.hide(), new UnreadCounted(userId, version, inbox.chatId(), 0, now));
    }

    /** The user wrote in a chat that the user had hidden: its unread messages count again, without a notification. */
    public Decision<Inbox> broughtBack(Inbox inbox, long version, Instant now) {
        if (inbox == null || !inbox.isHidden()) {
            return Decision.quietly(inbox);
        }
        Inbox shown = inbox.broughtBack();
        return shown.unreadCount() == 0
                ? Decision.quietly(shown)
                : Decision.tell(
                        shown.told(null), new UnreadCounted(userId, version, shown.chatId(), shown.unreadCount(), now));
    }

    /**
     * Another took back a message: one that was not read counts no more, and a notification of nothing else is
     * withdrawn.
     */
    public Decision<Inbox> deleted(Inbox inbox, Fact.Deleted fact, long version, Instant now) {
        Inbox less = inbox == null ? null : inbox.deleted(fact.seq());
        if (less == inbox) {
            return Decision.quietly(inbox);
        }
        if (less.isHidden()) {
            return Decision.quietly(less);
        }
        less = withoutActor(withoutIdlePush(less), fact.seq());
        if (less.unreadCount() == 0 && !less.isInvitation()) {
            return noneLeft(less, less.isOpen() ? null : less.open(), ClearReason.ASKED, version, now);
        }
        boolean isAnnounced = less.isTold(fact.seq()) && (less.isOpen() || !less.isInvitation());
        if (less.unreadCount() == less.told()) {
            return Decision.quietly(isAnnounced ? less.told(less.open()) : less);
        }
        News news = isAnnounced ? less.news().countedOnly() : less.news();
        return Decision.quietly(less.with(news.orAt(now.plus(timing.settle()))));
    }

    /**
     * In a group the newest message left is of a sender that is not known here; in a private chat it is of the same
     * one.
     */
    private Inbox withoutActor(Inbox inbox, long deleted) {
        UUID actor = inbox.news().actorId();
        boolean isGroup = actor != null && !inbox.chatId().equals(Ids.privateChat(userId, actor));
        return isGroup && inbox.unread().newest() < deleted
                ? inbox.with(inbox.news().withoutActor())
                : inbox;
    }

    /** A push waits for messages that no device has; when all of those were deleted there is nothing to push. */
    private static Inbox withoutIdlePush(Inbox inbox) {
        boolean isIdle = inbox.push().at() != null
                && !inbox.isInvitation()
                && inbox.unread().newest() <= inbox.deliveredUpTo();
        return isIdle ? inbox.with(inbox.push().cancel()) : inbox;
    }

    private Decision<Inbox> allRead(Inbox read, long version, Instant now) {
        return noneLeft(read, read.isOpen() ? read.open().asRead() : read.open(), ClearReason.READ, version, now);
    }

    /** @param left what stays of the notification */
    private Decision<Inbox> noneLeft(
            Inbox inbox, OpenNotification left, ClearReason reason, long version, Instant now) {
        if (inbox.isOpen()) {
            return Decision.tell(
                    inbox.told(left),
                    new NotificationsCleared(
                            userId, version, List.of(inbox.open().id()), reason, inbox.chatId(), now));
        }
        // Counted without a notification: the chat is muted, or its notification was cleared.
        return inbox.told() > 0
                ? Decision.tell(inbox.told(left), new UnreadCounted(userId, version, inbox.chatId(), 0, now))
                : Decision.quietly(inbox.told(left));
    }

    /** A moment has come that {@link Inbox#due} named. */
    public Decision<Inbox> due(Inbox inbox, long version, Instant now) {
        if (inbox.news().at() != null && !now.isBefore(inbox.news().at())) {
            return announce(inbox, version, now);
        }
        if (inbox.push().at() != null && !now.isBefore(inbox.push().at())) {
            return push(inbox, now);
        }
        return Decision.quietly(inbox);
    }

    private Decision<Inbox> announce(Inbox inbox, long version, Instant now) {
        long unread = inbox.unreadCount();
        boolean muted = inbox.isMuted(now);
        boolean raises = inbox.news().audible()
                && !muted
                && PreferenceRules.inApp(settings.preferences(), inbox.news().kind());
        if (raises) {
            return tell(
                    inbox,
                    inbox.isOpen()
                            ? inbox.open().at(now)
                            : new OpenNotification(episode(inbox), inbox.news().kind(), now, now, false),
                    version);
        }
        if (unread == inbox.told()) {
            return Decision.quietly(inbox.told(inbox.open()));
        }
        // Some of it was read, or what came is not to be told.
        return unread < inbox.told() && inbox.isOpen() && !muted
                ? tell(inbox, inbox.open(), version)
                : Decision.tell(
                        inbox.told(inbox.open()), new UnreadCounted(userId, version, inbox.chatId(), unread, now));
    }

    private Decision<Inbox> tell(Inbox inbox, OpenNotification open, long version) {
        return Decision.tell(
                inbox.told(open),
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

    /** The same for the same messages, whenever it is decided. */
    private UUID episode(Inbox inbox) {
        return Ids.named(userId, inbox.chatId() + ":" + inbox.lastSeq());
    }

    private Decision<Inbox> push(Inbox inbox, Instant now) {
        String kind = inbox.news().kind() != null
                ? inbox.news().kind()
                : inbox.open() != null ? inbox.open().kind() : NotificationKind.MESSAGE.wireName();
        Inbox done = inbox.with(inbox.push().pushed());
        Suppression suppression = suppression(kind, inbox.isMuted(now), now);
        if (suppression != null) {
            return new Decision<>(done, null, null, suppression);
        }
        UUID id = inbox.open() == null ? episode(inbox) : inbox.open().id();
        return new Decision<>(
                done,
                null,
                pushOf(id, kind, inbox.chatId(), inbox.news().actorId(), Math.max(1, inbox.unreadCount()), now)
                        .in(settings.preferences().hideSender() ? null : inbox.chatName()),
                null);
    }

    private Push pushOf(UUID id, String kind, UUID chatId, UUID actor, long count, Instant now) {
        return new Push(id, kind, chatId, settings.preferences().hideSender() ? null : actor, count, now);
    }

    private Suppression suppression(String kind, boolean muted, Instant now) {
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

    /** Something else to be told, once; {@code known} is null unless it was told before. */
    public Decision<OpenNotification> other(OpenNotification known, Fact.Other fact, long version, Instant now) {
        boolean inApp = PreferenceRules.inApp(settings.preferences(), fact.kind());
        if (known != null || (fact.actorId() != null && settings.blocked().contains(fact.actorId()))) {
            return Decision.quietly(known);
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

    /** Whether a command means this notification; {@code chatId} is that of the notification, or null. */
    public static boolean isMeant(ClearNotifications clear, UUID chatId, OpenNotification open) {
        if (clear.ids() != null) {
            return clear.ids().contains(open.id());
        }
        if (clear.chatId() != null) {
            return clear.chatId().equals(chatId);
        }
        return !open.at().isAfter(clear.upTo());
    }

    /** These are cleared, of whatever chats. */
    public NotificationEvent cleared(List<UUID> ids, long version, Instant now) {
        return new NotificationsCleared(userId, version, ids, ClearReason.ASKED, null, now);
    }

    /** A chat whose notification was cleared: what comes next is a new one. */
    public static Inbox withoutNotification(Inbox inbox) {
        return inbox.with((OpenNotification) null)
                .with(inbox.push().at() == null ? inbox.push() : inbox.push().pushed());
    }

    /** Mutes or unmutes; no event when it was so already. */
    public Decision<Inbox> mute(Inbox inbox, MuteChat mute, long version, Instant now) {
        Instant until = !mute.muted() ? null : mute.until() == null ? FOR_EVER : mute.until();
        Instant before = inbox.isMuted(now) ? inbox.mutedUntil() : null;
        if (Objects.equals(until, before)) {
            return Decision.quietly(inbox);
        }
        return Decision.tell(
                inbox.muted(until),
                mute.muted()
                        ? new ChatMuted(userId, version, mute.chatId(), mute.until(), now)
                        : new ChatUnmuted(userId, version, mute.chatId(), now));
    }
}
