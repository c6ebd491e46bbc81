package io.livemarket.notification.kafka;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.notifications.NotificationCommand;
import io.livemarket.events.notifications.NotificationCommand.ClearNotifications;
import io.livemarket.events.notifications.NotificationCommand.MuteChat;
import io.livemarket.events.notifications.NotificationCommand.SetPreferences;
import io.livemarket.events.notifications.NotificationCommand.SwitchReminders;
import io.livemarket.events.notifications.NotificationEvent.PreferencesChanged;
import io.livemarket.events.notifications.NotificationEvent.PushSubscriptionAdded;
import io.livemarket.events.notifications.NotificationEvent.PushSubscriptionRemoved;
import io.livemarket.events.notifications.NotificationPreferences;
import io.livemarket.events.notifications.ReminderPreference;
import io.livemarket.kit.command.CommandHeaders;
import io.livemarket.notification.domain.Inbox;
import io.livemarket.notification.domain.NotificationDecider;
import io.livemarket.notification.domain.OpenNotification;
import io.livemarket.notification.domain.Settings;
import io.livemarket.notification.push.PushSubscription;
import io.livemarket.notification.push.SubscriptionCommand;
import io.livemarket.notification.push.SubscriptionCommand.Subscribe;
import io.livemarket.notification.push.SubscriptionCommand.Unsubscribe;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Decides the commands of users, publishes their events and answers them. */
final class CommandDecisions {

    /** The most devices of one user with a push subscription. */
    static final int MAX_DEVICES = 20;
    /**
     * The most ids in one event, so that an event stays within the limits of a broker's record and of a client's frame.
     */
    static final int CLEARED_AT_ONCE = 1_000;

    private final UserStates users;
    private final UserDecisions decisions;

    CommandDecisions(UserStates users, UserDecisions decisions) {
        this.users = users;
        this.decisions = decisions;
    }

    void decide(NotificationCommand command, CommandHeaders asked, NotificationOutbox outbox) {
        UUID user = command.userId();
        if (users.settings(user).hasLeft()) {
            outbox.refused(asked, user, ErrorCode.USER_DELETED);
            return;
        }
        switch (command) {
            case ClearNotifications clear
            when clear.ids() == null && clear.chatId() == null && clear.upTo() == null ->
                outbox.refused(asked, user, ErrorCode.INVALID_REQUEST);
            case ClearNotifications clear -> {
                long cleared = clear(user, clear, asked, outbox);
                outbox.accepted(asked, user, users.version(user), cleared);
            }
            case MuteChat mute -> mute(user, mute, asked, outbox);
            case SetPreferences set -> prefer(user, known(set.preferences(), user), asked, outbox);
            case SwitchReminders e -> prefer(user, switched(user, e.on()), asked, outbox);
        }
    }

    private void mute(UUID user, MuteChat mute, CommandHeaders asked, NotificationOutbox outbox) {
        Inbox inbox = users.inbox(user, mute.chatId());
        if (inbox == null) {
            outbox.refused(asked, user, ErrorCode.CHAT_NOT_FOUND);
            return;
        }
        long changed = decisions.inbox(
                user,
                inbox,
                before -> decisions.decider(user).mute(before, mute, decisions.nextVersion(user), outbox.now()),
                asked,
                outbox);
        outbox.accepted(asked, user, users.version(user), changed);
    }

    /** Clears the notifications that a command names; the number of them. */
    private long clear(UUID user, ClearNotifications clear, CommandHeaders asked, NotificationOutbox outbox) {
        List<UUID> ids = new ArrayList<>();
        for (Inbox inbox : candidates(user, clear)) {
            OpenNotification open = inbox.open();
            if (open != null && NotificationDecider.matches(clear, inbox.chatId(), open)) {
                ids.add(open.id());
                users.put(user, NotificationDecider.withoutNotification(inbox));
            }
        }
        for (OpenNotification other :
                clear.ids() != null || clear.chatId() == null ? users.others(user) : List.<OpenNotification>of()) {
            if (NotificationDecider.matches(clear, null, other)) {
                ids.add(other.id());
                users.deleteOther(user, other.id());
            }
        }
        for (int from = 0; from < ids.size(); from += CLEARED_AT_ONCE) {
            boolean last = from + CLEARED_AT_ONCE >= ids.size();
            List<UUID> some = List.copyOf(ids.subList(from, last ? ids.size() : from + CLEARED_AT_ONCE));
            decisions.publish(
                    decisions.decider(user).cleared(some, decisions.nextVersion(user), outbox.now()),
                    last ? asked : null,
                    outbox);
        }
        return ids.size();
    }

    /** The inboxes whose notification a command may clear: not every chat of a user has a notification. */
    private List<Inbox> candidates(UUID user, ClearNotifications clear) {
        if (clear.ids() == null && clear.chatId() != null) {
            Inbox inbox = users.inbox(user, clear.chatId());
            return inbox == null ? List.of() : List.of(inbox);
        }
        return users.withNotification(user, clear.ids());
    }

    /** The preferences of a request; those of a client that does not know reminders leave them as they are. */
    private NotificationPreferences known(NotificationPreferences asked, UUID user) {
        return asked.reminders() == null
                ? asked.with(users.settings(user).preferences().reminders())
                : asked;
    }

    private NotificationPreferences switched(UUID user, boolean on) {
        NotificationPreferences before = users.settings(user).preferences();
        ReminderPreference wanted = before.remindersOrDefault();
        return wanted.on() == on ? before : before.with(new ReminderPreference(on, wanted.groups(), wanted.language()));
    }

    private void prefer(UUID user, NotificationPreferences wanted, CommandHeaders asked, NotificationOutbox outbox) {
        Settings settings = users.settings(user);
        boolean unchanged = settings.preferences().equals(wanted);
        if (!unchanged) {
            users.put(user, settings.prefer(wanted));
            decisions.publish(
                    new PreferencesChanged(user, decisions.nextVersion(user), wanted, outbox.now()), asked, outbox);
        }
        outbox.accepted(asked, user, users.version(user), unchanged ? 0 : 1);
    }

    /** @param sealedWith the VAPID public key of the instance that sent the command */
    void decide(SubscriptionCommand command, String sealedWith, CommandHeaders asked, NotificationOutbox outbox) {
        UUID user = command.userId();
        if (users.settings(user).hasLeft()) {
            outbox.refused(asked, user, ErrorCode.USER_DELETED);
            return;
        }
        List<PushSubscription> devices = new ArrayList<>(users.devices(user));
        switch (command) {
            case Subscribe e -> subscribe(user, under(e.subscription(), devices, sealedWith), devices, asked, outbox);
            case Unsubscribe e -> unsubscribe(user, e, devices, asked, outbox);
        }
    }

    /** The subscription with its VAPID key. A known device keeps its key: push services bind the endpoint to it. */
    private static PushSubscription under(PushSubscription added, List<PushSubscription> devices, String sealedWith) {
        return added.under(devices.stream()
                .filter(device -> device.id().equals(added.id()))
                .findFirst()
                .map(PushSubscription::vapidKey)
                .orElse(sealedWith));
    }

    private void subscribe(
            UUID user,
            PushSubscription added,
            List<PushSubscription> devices,
            CommandHeaders asked,
            NotificationOutbox outbox) {
        boolean known = devices.removeIf(device -> device.id().equals(added.id()));
        if (!known && devices.size() >= MAX_DEVICES) {
            outbox.refused(asked, user, ErrorCode.TOO_MANY_SUBSCRIPTIONS);
            return;
        }
        devices.add(added);
        users.put(user, devices);
        if (!known) {
            decisions.publish(
                    new PushSubscriptionAdded(
                            user, decisions.nextVersion(user), added.id(), outbox.now(), added.device()),
                    asked,
                    outbox);
        }
        outbox.accepted(asked, user, users.version(user), known ? 0 : 1);
    }

    private void unsubscribe(
            UUID user,
            Unsubscribe command,
            List<PushSubscription> devices,
            CommandHeaders asked,
            NotificationOutbox outbox) {
        if (!devices.removeIf(device -> device.id().equals(command.subscriptionId()))) {
            outbox.refused(asked, user, ErrorCode.NOT_FOUND);
            return;
        }
        users.put(user, devices);
        decisions.publish(
                new PushSubscriptionRemoved(
                        user, decisions.nextVersion(user), command.subscriptionId(), command.reason(), outbox.now()),
                asked,
                outbox);
        outbox.accepted(asked, user, users.version(user), 1);
    }
}
