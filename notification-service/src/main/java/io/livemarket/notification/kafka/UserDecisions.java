package io.livemarket.notification.kafka;

import io.livemarket.events.notifications.NotificationEvent;
import io.livemarket.events.notifications.NotificationEvent.NotificationRaised;
import io.livemarket.events.notifications.NotificationEvent.NotificationsCleared;
import io.livemarket.events.notifications.NotificationEvent.UserForgotten;
import io.livemarket.kit.command.CommandHeaders;
import io.livemarket.kit.engine.Fed.Taken;
import io.livemarket.notification.domain.Decision;
import io.livemarket.notification.domain.Fact;
import io.livemarket.notification.domain.Inbox;
import io.livemarket.notification.domain.NotificationDecider;
import io.livemarket.notification.domain.NotificationText;
import io.livemarket.notification.domain.OpenNotification;
import io.livemarket.notification.domain.Push;
import io.livemarket.notification.domain.Settings;
import io.livemarket.notification.domain.Suppression;
import io.livemarket.notification.domain.Timing;
import io.livemarket.notification.kafka.UserStates.Kept;
import io.livemarket.notification.metrics.NotificationMetrics;
import io.livemarket.notification.push.DuePush;
import io.livemarket.notification.push.PushSubscription;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides facts and due inboxes of the users of one partition: stores the new state, and publishes events and pushes.
 */
final class UserDecisions {

    private final UserStates users;
    private final Timing timing;
    private final NotificationMetrics metrics;
    private final Function<UUID, @Nullable String> names;
    private final DueInboxes due = new DueInboxes();
    private boolean dueKnown;

    /** @param names the names of users; absent where a name is not known */
    UserDecisions(
            UserStates users, Timing timing, NotificationMetrics metrics, Function<UUID, @Nullable String> names) {
        this.users = users;
        this.timing = timing;
        this.metrics = metrics;
        this.names = names;
    }

    /**
     * Decides a fact about a user.
     *
     * @param version the chat's version, for a fact about a chat; 0 where it is not known
     */
    Taken decide(UUID user, Fact fact, long version, NotificationOutbox outbox) {
        if (users.settings(user).hasLeft()) {
            return Taken.IGNORED;
        }
        NotificationDecider decider = decider(user);
        Instant now = outbox.now();
        return switch (fact) {
            case Fact.Forgotten _ -> {
                users.forget(user);
                publish(new UserForgotten(user, nextVersion(user), now), null, outbox);
                yield Taken.STAGED;
            }
            case Fact.Joined e -> chat(user, e.chatId(), version, inbox -> decider.joined(inbox, e, now), outbox);
            case Fact.Message e when e.senderId().equals(user) -> Taken.IGNORED;
            case Fact.Message e -> chat(user, e.chatId(), version, inbox -> decider.message(inbox, e, now), outbox);
            case Fact.Deleted e ->
                chat(user, e.chatId(), version, inbox -> decider.deleted(inbox, e, nextVersion(user), now), outbox);
            // Deliveries matter to pushes alone, and most users have no device to push to.
            case Fact.Delivered _ when !users.hasDevices(user) -> Taken.IGNORED;
            case Fact.Delivered e -> chat(user, e.chatId(), version, inbox -> decider.delivered(inbox, e, now), outbox);
            case Fact.Read e ->
                chat(user, e.chatId(), version, inbox -> decider.read(inbox, e, nextVersion(user), now), outbox);
            case Fact.Receipt e ->
                chat(user, e.chatId(), version, inbox -> decider.receipt(inbox, e, nextVersion(user), now), outbox);
            case Fact.Hidden e ->
                users.version(user, e.chatId()) > version
                        ? Taken.IGNORED
                        : chat(user, e.chatId(), 0, inbox -> decider.hidden(inbox, nextVersion(user), now), outbox);
            case Fact.Left e ->
                chat(user, e.chatId(), version, inbox -> decider.left(inbox, nextVersion(user), now), outbox);
            case Fact.Renamed e -> chat(user, e.chatId(), version, inbox -> decider.renamed(inbox, e), outbox);
            case Fact.BroughtBack e ->
                chat(user, e.chatId(), version, inbox -> decider.broughtBack(inbox, nextVersion(user), now), outbox);
            case Fact.Block e -> {
                Settings settings = users.settings(user);
                users.put(user, e.blocked() ? settings.block(e.other()) : settings.unblock(e.other()));
                yield Taken.STAGED;
            }
            case Fact.Other e -> {
                other(user, e, decider, outbox);
                yield Taken.STAGED;
            }
        };
    }

    private void other(UUID user, Fact.Other fact, NotificationDecider decider, NotificationOutbox outbox) {
        OpenNotification known = users.other(user, fact.id());
        Decision<OpenNotification> decision = decider.other(known, fact, nextVersion(user), outbox.now());
        OpenNotification after = decision.state();
        if (after != null && !after.equals(known)) {
            users.put(user, after);
        }
        conclude(user, decision, null, outbox);
    }

    /** A decision about an inbox, which is absent before the user's first fact about the chat. */
    interface InboxDecision {
        Decision<Inbox> decide(@Nullable Inbox inbox);
    }

    /**
     * Decides about an event of a chat. An inbox of which an event or a push is published goes to the journal in one
     * transaction with it, so that neither is published twice.
     */
    private Taken chat(UUID user, UUID chat, long version, InboxDecision deciding, NotificationOutbox outbox) {
        Kept before = users.kept(user, chat);
        if (before != null && version != 0 && version <= before.version()) {
            return Taken.IGNORED;
        }
        Decision<Inbox> decision = deciding.decide(before == null ? null : before.inbox());
        Inbox after = decision.state();
        if (after == null || (before != null && after == before.inbox())) {
            return Taken.IGNORED;
        }
        Kept kept = new Kept(after, before == null ? version : Math.max(version, before.version()));
        if (decision.event() == null && decision.push() == null) {
            users.hold(user, kept);
        } else {
            users.put(user, kept);
        }
        noteDue(user, before == null ? null : before.inbox(), after);
        conclude(user, decision, null, outbox);
        return Taken.HELD;
    }

    /**
     * Decides about an inbox for a command, or because it is due.
     *
     * @param asked the command's headers; absent for an inbox that is due
     * @return the number of events that were published: 0 or 1
     */
    long inbox(
            UUID user,
            Inbox before,
            Function<Inbox, Decision<Inbox>> deciding,
            @Nullable CommandHeaders asked,
            NotificationOutbox outbox) {
        Decision<Inbox> decision = deciding.apply(before);
        Inbox after = decision.state();
        if (after != null && after != before) {
            users.put(user, after);
            noteDue(user, before, after);
        }
        conclude(user, decision, asked, outbox);
        return decision.event() == null ? 0 : 1;
    }

    private void noteDue(UUID user, @Nullable Inbox before, Inbox after) {
        Instant at = after.due();
        if (at != null && (before == null || !at.equals(before.due()))) {
            due.add(at, user, after.chatId());
        }
    }

    /** The next due moment, in epoch milliseconds. The first call reads the inboxes that the state has as due. */
    long dueAt() {
        if (!dueKnown) {
            dueKnown = true;
            users.forEachCommittedDue((user, inbox) -> noteDue(user, null, inbox));
        }
        return due.next();
    }

    void due(NotificationOutbox outbox) {
        due.handle(outbox.now(), (user, chat) -> due(user, chat, outbox));
    }

    private void due(UUID user, UUID chat, NotificationOutbox outbox) {
        Instant now = outbox.now();
        for (Inbox inbox = users.inbox(user, chat);
                inbox != null && inbox.isDue(now);
                inbox = users.inbox(user, chat)) {
            inbox(user, inbox, known -> decider(user).due(known, nextVersion(user), now), null, outbox);
        }
    }

    private void conclude(UUID user, Decision<?> decision, @Nullable CommandHeaders asked, NotificationOutbox outbox) {
        NotificationEvent event = decision.event();
        if (event != null) {
            publish(event, asked, outbox);
        }
        Suppression suppressed = decision.suppressed();
        if (suppressed != null) {
            metrics.suppressed(suppressed);
        }
        Push push = decision.push();
        if (push != null) {
            push(user, push, outbox);
        }
    }

    /**
     * Publishes an event, with the version of its user in the state.
     *
     * @param asked the headers of the command that led to the event; absent when no command did
     */
    void publish(NotificationEvent event, @Nullable CommandHeaders asked, NotificationOutbox outbox) {
        users.version(event.userId(), event.version());
        outbox.publish(event, event instanceof NotificationRaised raised ? text(raised) : null, asked);
        if (event instanceof NotificationRaised raised) {
            metrics.raised(raised.kind());
        } else if (event instanceof NotificationsCleared cleared) {
            metrics.cleared(cleared.reason().name(), cleared.ids().size());
        }
    }

    private NotificationText text(NotificationRaised raised) {
        String sender = raised.actorId() == null ? null : names.apply(raised.actorId());
        return NotificationText.of(NotificationText.About.of(
                raised.kind(),
                raised.chatId(),
                raised.chatName(),
                raised.actorId(),
                sender,
                raised.count(),
                users.settings(raised.userId()).preferences().hideSender()));
    }

    private void push(UUID user, Push push, NotificationOutbox outbox) {
        String name = push.actorId() == null ? null : names.apply(push.actorId());
        for (PushSubscription device : users.devices(user)) {
            outbox.push(new DuePush(user, device, push, name));
            metrics.pushed("due");
        }
    }

    NotificationDecider decider(UUID user) {
        UserStates.Recipient recipient = users.recipient(user);
        return new NotificationDecider(user, recipient.settings(), recipient.pushable(), timing);
    }

    long nextVersion(UUID user) {
        return users.version(user) + 1;
    }
}
