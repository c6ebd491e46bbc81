package io.livemarket.notification.domain;

import io.livemarket.events.Ids;
import io.livemarket.events.notifications.ReminderFact.ReminderDue;
import io.livemarket.events.notifications.ReminderPreference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides the reminders of one user: one mail for each burst of unread messages, once the user was not connected and
 * has not read for a while. Never reads a clock, a store or the network.
 */
public final class ReminderDecider {

    /** A reminder that is later than this is not sent: the installation was off, or reads old data. */
    static final Duration LATEST = Duration.ofDays(1);

    private static final int SENDERS = 3;

    private final UUID userId;
    private final Settings settings;
    private final Duration after;

    /** @param after how long messages stay unread before the user is reminded */
    public ReminderDecider(UUID userId, Settings settings, Duration after) {
        this.userId = userId;
        this.settings = settings;
        this.after = after;
    }

    /**
     * The outcome for a timer that is due.
     *
     * @param event the reminder; absent when none is sent
     */
    public record Reminded(ReminderTimer timer, @Nullable ReminderDue event) {}

    /** Whether a fact is a sign that the user reads: its user needs no reminder. */
    public static boolean reads(Fact fact, @Nullable Inbox before) {
        return switch (fact) {
            case Fact.Read _ -> true;
            case Fact.Receipt e -> before != null && before.unread().read(e.readUpTo()) != before.unread();
            default -> false;
        };
    }

    /** The timer after a message of another participant; {@code inbox} has the message already. */
    public ReminderTimer message(ReminderTimer timer, Inbox inbox, UUID sender, Instant sentAt, Instant now) {
        return settings.blocked().contains(sender) || sentAt.plus(LATEST).isBefore(now) || !reminds(inbox, now)
                ? timer
                : timer.received(inbox.chatId(), sentAt, sentAt.plus(after));
    }

    /** The timer after the user read messages, of any chat. */
    public ReminderTimer read(ReminderTimer timer) {
        return timer.since() == null && !timer.reminded() ? timer : timer.ended();
    }

    /** The timer after the first device of the user connected. */
    public ReminderTimer connected(ReminderTimer timer, long version) {
        return version <= timer.presence() ? timer : timer.connected(version);
    }

    /** The timer after the last device of the user disconnected: messages that wait are due later. */
    public ReminderTimer disconnected(ReminderTimer timer, long version, Instant at) {
        return version <= timer.presence() ? timer : timer.disconnected(version, at.plus(after));
    }

    /** Decides a timer that is due; in quiet hours the reminder waits for their end. */
    public Reminded due(ReminderTimer timer, Function<UUID, @Nullable Inbox> inboxes, Instant now) {
        Instant at = timer.at();
        if (at == null || at.plus(LATEST).isBefore(now)) {
            return new Reminded(timer.ended(), null);
        }
        List<Inbox> unread = timer.chats().reversed().stream()
                .map(inboxes)
                .filter(Objects::nonNull)
                .filter(inbox -> inbox.unreadCount() > 0 && reminds(inbox, now))
                .toList();
        if (unread.isEmpty()) {
            return new Reminded(timer.ended(), null);
        }
        Instant quietUntil = PreferenceRules.quietUntil(settings.preferences(), now);
        return quietUntil != null
                ? new Reminded(timer.postponed(quietUntil), null)
                : new Reminded(timer.nowReminded(), event(timer, unread, now));
    }

    private ReminderDue event(ReminderTimer timer, List<Inbox> unread, Instant now) {
        return new ReminderDue(
                userId,
                Ids.named(userId, "reminder:" + timer.since()),
                unread.stream().mapToLong(Inbox::unreadCount).sum(),
                unread.size(),
                settings.preferences().hideSender() ? null : senders(unread),
                settings.preferences().remindersOrDefault().language(),
                now);
    }

    private static List<UUID> senders(List<Inbox> unread) {
        return unread.stream()
                .map(inbox -> inbox.news().actorId())
                .filter(Objects::nonNull)
                .distinct()
                .limit(SENDERS)
                .toList();
    }

    /** Whether messages of a chat remind the user, by preference: not those that raise no notification. */
    private boolean reminds(Inbox inbox, Instant now) {
        ReminderPreference wanted = settings.preferences().remindersOrDefault();
        UUID sender = inbox.news().actorId();
        boolean isBlocked = sender != null && settings.blocked().contains(sender);
        return wanted.on()
                && !isBlocked
                && !inbox.isMuted(now)
                && !inbox.isHidden()
                && (wanted.groups() || !Inbox.isGroup(inbox.chatId(), inbox.chatName()))
                && PreferenceRules.inApp(settings.preferences(), kind(inbox));
    }

    private static String kind(Inbox inbox) {
        OpenNotification shown = inbox.unreadNotification();
        String pending = inbox.news().kind();
        return shown != null ? shown.kind() : pending != null ? pending : NotificationKind.MESSAGE.wireName();
    }
}
