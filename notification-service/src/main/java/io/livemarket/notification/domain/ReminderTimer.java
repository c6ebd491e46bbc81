package io.livemarket.notification.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The timer of one user's reminder: a mail about unread messages. A burst begins with the first unread message and ends
 * with its reminder, or when the user reads. Immutable; the names of the components are the stored JSON.
 *
 * @param since the time of the burst's first message; absent while no message waits for a reminder
 * @param at the moment of the reminder; absent while none is due: no message waits, the user is connected, or was
 *     reminded and has not been back
 * @param reminded whether the user was reminded and has neither connected nor read since
 * @param online whether a device of the user is connected
 * @param presence the version of the user's last applied event of presence-service
 * @param chats the chats of the burst, the latest last; at most {@link #CHATS}
 */
public record ReminderTimer(
        @Nullable Instant since,
        @Nullable Instant at,
        boolean reminded,
        boolean online,
        long presence,
        List<UUID> chats) {

    /** The most chats of one burst; the earliest ones are left out of the mail's numbers. */
    static final int CHATS = 50;

    /** A user who is not connected, and has nothing to be reminded of. */
    public static final ReminderTimer NONE = new ReminderTimer(null, null, false, false, 0, List.of());

    public ReminderTimer {
        chats = List.copyOf(chats);
    }

    /** Whether there is nothing to store. */
    public boolean isNone() {
        return since == null && !reminded && !online;
    }

    /** Whether the moment of the reminder has come. */
    public boolean isDue(Instant now) {
        return at != null && !at.isAfter(now);
    }

    /** The timer with one more message; its moment is set unless the user is connected, or was reminded. */
    ReminderTimer received(UUID chat, Instant sentAt, Instant due) {
        boolean listed = !chats.isEmpty() && chats.getLast().equals(chat);
        Instant next = at != null ? at : online || reminded ? null : due;
        return listed && since != null && (next == null || next.equals(at))
                ? this
                : new ReminderTimer(
                        since == null ? sentAt : since, next, reminded, online, presence, listed ? chats : with(chat));
    }

    private List<UUID> with(UUID chat) {
        List<UUID> next = new ArrayList<>(chats);
        next.remove(chat);
        next.add(chat);
        return next.size() > CHATS ? next.subList(next.size() - CHATS, next.size()) : next;
    }

    /** The timer after the burst ended without a reminder. */
    ReminderTimer ended() {
        return new ReminderTimer(null, null, false, online, presence, List.of());
    }

    /** The timer after the user was reminded. */
    ReminderTimer nowReminded() {
        return new ReminderTimer(null, null, true, online, presence, List.of());
    }

    ReminderTimer connected(long version) {
        return new ReminderTimer(since, null, false, true, version, chats);
    }

    /** @param due the moment of the reminder where messages wait */
    ReminderTimer disconnected(long version, Instant due) {
        return new ReminderTimer(since, since == null ? null : due, reminded, false, version, chats);
    }

    ReminderTimer postponed(Instant until) {
        return new ReminderTimer(since, until, reminded, online, presence, chats);
    }
}
