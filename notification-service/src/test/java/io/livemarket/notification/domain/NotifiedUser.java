package io.livemarket.notification.domain;

import io.livemarket.events.notifications.NotificationEvent;
import io.livemarket.events.notifications.NotificationEvent.NotificationRaised;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A user with one chat: the state on which is decided, and all that was decided so far; immutable.
 *
 * @param seq the chat's newest {@code seq}
 * @param now the time of the newest decision
 */
record NotifiedUser(
        Inbox inbox,
        Settings settings,
        boolean pushable,
        long seq,
        Instant now,
        List<NotificationEvent> events,
        List<Push> pushes,
        List<Suppression> suppressed) {

    static NotifiedUser of(Instant start) {
        return new NotifiedUser(null, Settings.DEFAULT, true, 0, start, List.of(), List.of(), List.of());
    }

    NotificationDecider decider() {
        return new NotificationDecider(
                NotificationSpecification.BEA, settings, pushable, NotificationSpecification.TIMING);
    }

    /** The version of the newest event. */
    long version() {
        return events.size();
    }

    /** The newest event, which raised a notification. */
    NotificationRaised raised() {
        return (NotificationRaised) events.getLast();
    }

    NotifiedUser after(Decision<Inbox> decision, Instant at) {
        return new NotifiedUser(
                decision.state(),
                settings,
                pushable,
                seq,
                at,
                more(events, decision.event()),
                more(pushes, decision.push()),
                more(suppressed, decision.suppressed()));
    }

    private static <T> List<T> more(List<T> before, T one) {
        return one == null
                ? before
                : Stream.concat(before.stream(), Stream.of(one)).toList();
    }

    NotifiedUser with(Settings changed) {
        return new NotifiedUser(inbox, changed, pushable, seq, now, events, pushes, suppressed);
    }

    NotifiedUser with(Inbox changed) {
        return new NotifiedUser(changed, settings, pushable, seq, now, events, pushes, suppressed);
    }

    NotifiedUser withoutDevice() {
        return new NotifiedUser(inbox, settings, false, seq, now, events, pushes, suppressed);
    }

    NotifiedUser upTo(long newest) {
        return new NotifiedUser(inbox, settings, pushable, newest, now, events, pushes, suppressed);
    }
}
