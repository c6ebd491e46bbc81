package io.livemarket.notification.kafka;

import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.notifications.ReminderFact.ReminderDue;
import io.livemarket.events.presence.PresenceEvent;
import io.livemarket.events.presence.PresenceEvent.UserCameOnline;
import io.livemarket.events.presence.PresenceEvent.UserWentOffline;
import io.livemarket.kit.engine.Fed.Taken;
import io.livemarket.kit.engine.PartitionDecider;
import io.livemarket.notification.domain.Fact;
import io.livemarket.notification.domain.Inbox;
import io.livemarket.notification.domain.ReminderDecider;
import io.livemarket.notification.domain.ReminderTimer;
import io.livemarket.notification.metrics.NotificationMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Decides the reminders of the users of one partition: stores the timers, and publishes the reminders that are due in
 * one transaction with them. Does nothing while reminders are off.
 */
final class ReminderDecisions {

    private static final EventCodec<PresenceEvent> PRESENCE = EventCodec.of(PresenceEvent.class);

    private final UserStates users;
    private final Duration after;
    private final NotificationMetrics metrics;
    private final DueReminders due = new DueReminders();
    private boolean dueKnown;

    /** @param after how long messages stay unread before their user is reminded; zero for never */
    ReminderDecisions(UserStates users, Duration after, NotificationMetrics metrics) {
        this.users = users;
        this.after = after;
        this.metrics = metrics;
    }

    /** The inbox of a user before a fact, where the decision needs it. */
    @Nullable
    Inbox before(UUID user, Fact fact) {
        return isOn() && fact instanceof Fact.Receipt receipt ? users.inbox(user, receipt.chatId()) : null;
    }

    /**
     * Applies a fact that changed an inbox. The timer is stored as the inbox is: in the journal where that is there.
     *
     * @param at the time of the fact's event
     */
    void changed(UUID user, Fact fact, @Nullable Inbox before, Instant at, Instant now) {
        if (!isOn()) {
            return;
        }
        if (fact instanceof Fact.Message message) {
            Inbox inbox = users.inbox(user, message.chatId());
            if (inbox != null) {
                ReminderTimer timer = users.reminder(user);
                keep(user, timer, decider(user).message(timer, inbox, message.senderId(), at, now), inbox.chatId());
            }
        } else if (ReminderDecider.reads(fact, before)) {
            ReminderTimer timer = users.reminder(user);
            UUID chat = fact instanceof Fact.Read read ? read.chatId() : ((Fact.Receipt) fact).chatId();
            keep(user, timer, decider(user).read(timer), chat);
        }
    }

    private void keep(UUID user, ReminderTimer before, ReminderTimer after, UUID chat) {
        if (after != before) {
            if (users.isHeld(user, chat)) {
                users.hold(user, after);
            } else {
                users.put(user, after);
            }
            note(user, after);
        }
    }

    /** Applies an event of presence-service, which may be read again: its version shows that it is known. */
    Taken presence(ConsumerRecord<String, byte[]> record) {
        PresenceEvent event =
                isOn() ? PRESENCE.read(record.headers(), record.value()).orElse(null) : null;
        if (event == null || users.settings(event.userId()).hasLeft()) {
            return Taken.IGNORED;
        }
        ReminderTimer before = users.reminder(event.userId());
        ReminderTimer timer = switch (event) {
            case UserCameOnline e -> decider(e.userId()).connected(before, e.version());
            case UserWentOffline e -> decider(e.userId()).disconnected(before, e.version(), e.at());
            default -> before;
        };
        if (timer == before) {
            return Taken.IGNORED;
        }
        users.hold(event.userId(), timer);
        note(event.userId(), timer);
        return Taken.HELD;
    }

    /** The next due moment, in epoch milliseconds. The first call reads the timers that the state has. */
    long dueAt() {
        if (!isOn()) {
            return PartitionDecider.NEVER;
        }
        if (!dueKnown) {
            dueKnown = true;
            users.forEachCommittedReminder(this::note);
        }
        return due.next();
    }

    void due(NotificationOutbox outbox) {
        for (UUID user : due.take(outbox.now())) {
            ReminderTimer timer = users.reminder(user);
            if (timer.isDue(outbox.now())) {
                ReminderDecider.Reminded reminded =
                        decider(user).due(timer, chat -> users.inbox(user, chat), outbox.now());
                users.put(user, reminded.timer());
                publish(reminded.event(), outbox);
            }
            note(user, users.reminder(user));
        }
    }

    private void publish(@Nullable ReminderDue event, NotificationOutbox outbox) {
        if (event != null) {
            outbox.reminder(event);
            metrics.reminded();
        }
    }

    private void note(UUID user, ReminderTimer timer) {
        Instant at = timer.at();
        if (at != null) {
            due.add(at, user);
        }
    }

    private ReminderDecider decider(UUID user) {
        return new ReminderDecider(user, users.settings(user), after);
    }

    private boolean isOn() {
        return !after.isZero();
    }
}
