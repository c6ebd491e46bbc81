package io.livemarket.notification.kafka;

import io.livemarket.events.Ids;
import io.livemarket.events.Json;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.kafka.UnreadableRecordException;
import io.livemarket.events.notifications.NotificationCommand;
import io.livemarket.events.notifications.NotificationCommand.ClearNotifications;
import io.livemarket.events.notifications.NotificationCommand.MuteChat;
import io.livemarket.events.notifications.NotificationCommand.SetPreferences;
import io.livemarket.events.notifications.NotificationEvent;
import io.livemarket.events.notifications.NotificationEvent.NotificationRaised;
import io.livemarket.events.notifications.NotificationEvent.NotificationsCleared;
import io.livemarket.events.notifications.NotificationEvent.PreferencesChanged;
import io.livemarket.events.notifications.NotificationEvent.PushSubscriptionAdded;
import io.livemarket.events.notifications.NotificationEvent.PushSubscriptionRemoved;
import io.livemarket.kit.command.CommandHeaders;
import io.livemarket.notification.domain.Decision;
import io.livemarket.notification.domain.Fact;
import io.livemarket.notification.domain.Inbox;
import io.livemarket.notification.domain.NotificationDecider;
import io.livemarket.notification.domain.OpenNotification;
import io.livemarket.notification.domain.Push;
import io.livemarket.notification.domain.Settings;
import io.livemarket.notification.domain.Timing;
import io.livemarket.notification.metrics.NotificationMetrics;
import io.livemarket.notification.push.DuePush;
import io.livemarket.notification.push.PushSubscription;
import io.livemarket.notification.push.Seal;
import io.livemarket.notification.push.SubscriptionCommand;
import io.livemarket.notification.push.SubscriptionCommand.Subscribe;
import io.livemarket.notification.push.SubscriptionCommand.Unsubscribe;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides for the users of one partition, one thing after another. State, events, answers, pushes and what was read are
 * committed in one transaction, so that each is decided once however often it is read.
 */
final class NotificationProcessor implements Processor<String, byte[], String, byte[]> {

    /** The sink of what it can't read. */
    static final String UNREADABLE = "unreadable";
    /** Devices that one user may have pushed to. */
    static final int MAX_DEVICES = 20;

    private static final Logger log = LoggerFactory.getLogger(NotificationProcessor.class);
    private static final EventCodec<NotificationCommand> COMMANDS = EventCodec.of(NotificationCommand.class);
    private static final EventCodec<SubscriptionCommand> SUBSCRIBING = EventCodec.of(SubscriptionCommand.class);

    private final Timing timing;
    private final Seal seal;
    private final NotificationMetrics metrics;
    private ProcessorContext<String, byte[]> context;
    private ReadOnlyKeyValueStore<String, ?> names;
    private UserStates users;
    private NotificationOutbox outbox;
    private DueInboxes due;

    NotificationProcessor(Timing timing, Seal seal, NotificationMetrics metrics) {
        this.timing = timing;
        this.seal = seal;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> newContext) {
        context = newContext;
        names = context.getStateStore(NotificationTopology.NAMES);
        users = new UserStates(context.getStateStore(NotificationTopology.USERS), seal);
        outbox = new NotificationOutbox(context, seal);
        due = new DueInboxes(context, this::due);
        users.forEachInbox((user, inbox) -> {
            if (inbox.due() != null) {
                due.add(inbox.due(), user, inbox.chatId());
            }
        });
    }

    @Override
    public void process(Record<String, byte[]> record) {
        try {
            String topic = context.recordMetadata().orElseThrow().topic();
            UUID user = Ids.parse(record.key())
                    .orElseThrow(() -> new UnreadableRecordException("a key that is no user", null));
            if (topic.equals(NotificationTopics.FACTS.name())) {
                FactRecords.CODEC.read(record.headers(), record.value()).ifPresent(fact -> happened(user, fact));
            } else if (topic.equals(Topics.NOTIFICATIONS_COMMANDS.name())) {
                command(record, user);
            } else {
                subscription(record, user);
            }
        } catch (UnreadableRecordException | Seal.UnopenableException e) {
            log.error("A record that nobody can read goes to the dead letters: {}", e.getMessage());
            context.forward(record, UNREADABLE);
        }
    }

    private void happened(UUID user, Fact fact) {
        Instant now = now();
        NotificationDecider decider = decider(user);
        switch (fact) {
            case Fact.Joined e -> inbox(user, e.chatId(), inbox -> decider.joined(inbox, e, now));
            case Fact.Message e -> inbox(user, e.chatId(), inbox -> decider.message(inbox, e, now));
            case Fact.Delivered e -> inbox(user, e.chatId(), inbox -> decider.delivered(inbox, e, now));
            case Fact.Read e -> inbox(user, e.chatId(), inbox -> decider.read(inbox, e, nextVersion(user), now));
            case Fact.Block e -> {
                Settings settings = users.settings(user);
                users.put(user, e.blocked() ? settings.block(e.other()) : settings.unblock(e.other()));
            }
            case Fact.Other e -> {
                OpenNotification known = users.other(user, e.id());
                Decision<OpenNotification> decision = decider.other(known, e, nextVersion(user), now);
                if (decision.state() != null && !decision.state().equals(known)) {
                    users.put(user, decision.state());
                }
                conclude(user, decision, null);
            }
        }
    }

    private interface InboxDecision {
        Decision<Inbox> decide(Inbox inbox);
    }

    private long inbox(UUID user, UUID chat, InboxDecision deciding) {
        return inbox(user, chat, deciding, null);
    }

    /** Decides about one inbox; how many things it changed for others to know. */
    private long inbox(UUID user, UUID chat, InboxDecision deciding, CommandHeaders asked) {
        Inbox inbox = users.inbox(user, chat);
        Decision<Inbox> decision = deciding.decide(inbox);
        keep(user, inbox, decision.state());
        conclude(user, decision, asked);
        return decision.event() == null ? 0 : 1;
    }

    private void keep(UUID user, Inbox before, Inbox after) {
        if (after == null || after == before) {
            return;
        }
        users.put(user, after);
        if (after.due() != null && (before == null || !Objects.equals(before.due(), after.due()))) {
            due.add(after.due(), user, after.chatId());
        }
    }

    private void due(UUID user, UUID chat) {
        Instant now = now();
        Inbox inbox = users.inbox(user, chat);
        while (inbox != null && inbox.due() != null && !inbox.due().isAfter(now)) {
            Decision<Inbox> decision = decider(user).due(inbox, nextVersion(user), now);
            keep(user, inbox, decision.state());
            conclude(user, decision, null);
            inbox = decision.state();
        }
    }

    private void conclude(UUID user, Decision<?> decision, CommandHeaders asked) {
        if (decision.event() != null) {
            tell(decision.event(), asked);
        }
        if (decision.suppressed() != null) {
            metrics.suppressed(decision.suppressed());
        }
        if (decision.push() != null) {
            push(user, decision.push());
        }
    }

    private void tell(NotificationEvent event, CommandHeaders asked) {
        users.version(event.userId(), event.version());
        outbox.happened(event, asked);
        if (event instanceof NotificationRaised raised) {
            metrics.raised(raised.kind());
        } else if (event instanceof NotificationsCleared cleared) {
            metrics.cleared(cleared.reason().name(), cleared.ids().size());
        }
    }

    private void push(UUID user, Push push) {
        String name = push.actorId() == null ? null : nameOf(push.actorId());
        for (PushSubscription device : users.devices(user)) {
            outbox.push(new DuePush(user, device, push, name));
            metrics.pushed("due");
        }
    }

    private record Named(String username) {}

    private String nameOf(UUID user) {
        byte[] json = (byte[]) names.get(user.toString());
        return json == null ? null : Json.read(json, Named.class).username();
    }

    private void command(Record<String, byte[]> record, UUID user) {
        Optional<NotificationCommand> read = COMMANDS.read(record.headers(), record.value());
        if (read.isEmpty() || !user.equals(read.get().userId())) {
            throw new UnreadableRecordException("a command of an unknown type, or under another user's key", null);
        }
        CommandHeaders asked = CommandHeaders.of(record.headers());
        Instant now = now();
        switch (read.get()) {
            case ClearNotifications clear when clear.ids() == null && clear.chatId() == null && clear.upTo() == null ->
                outbox.refused(asked, user, ErrorCode.INVALID_REQUEST);
            case ClearNotifications clear -> {
                long cleared = clear(user, clear, asked, now);
                outbox.accepted(asked, user, users.version(user), cleared);
            }
            case MuteChat mute when users.inbox(user, mute.chatId()) == null ->
                outbox.refused(asked, user, ErrorCode.NOT_A_PARTICIPANT);
            case MuteChat mute -> {
                long changed = inbox(user, mute.chatId(),
                        inbox -> decider(user).mute(inbox, mute, nextVersion(user), now), asked);
                outbox.accepted(asked, user, users.version(user), changed);
            }
            case SetPreferences set -> prefer(user, set, asked, now);
        }
        context.commit();
    }

    private long clear(UUID user, ClearNotifications clear, CommandHeaders asked, Instant now) {
        List<UUID> ids = new ArrayList<>();
        for (Inbox inbox : users.inboxes(user)) {
            if (inbox.open() != null && NotificationDecider.isMeant(clear, inbox.chatId(), inbox.open())) {
                ids.add(inbox.open().id());
                users.put(user, NotificationDecider.withoutNotification(inbox));
            }
        }
        for (OpenNotification other : users.others(user)) {
            if (NotificationDecider.isMeant(clear, null, other)) {
                ids.add(other.id());
                users.deleteOther(user, other.id());
            }
        }
        if (!ids.isEmpty()) {
            tell(decider(user).cleared(ids, nextVersion(user), now), asked);
        }
        return ids.size();
    }

    private void prefer(UUID user, SetPreferences set, CommandHeaders asked, Instant now) {
        Settings settings = users.settings(user);
        boolean same = settings.preferences().equals(set.preferences());
        if (!same) {
            users.put(user, settings.prefer(set.preferences()));
            tell(new PreferencesChanged(user, nextVersion(user), set.preferences(), now), asked);
        }
        outbox.accepted(asked, user, users.version(user), same ? 0 : 1);
    }

    private void subscription(Record<String, byte[]> record, UUID user) {
        byte[] opened = seal.open(record.key(), record.value());
        Optional<SubscriptionCommand> read = SUBSCRIBING.read(record.headers(), opened);
        if (read.isEmpty() || !user.equals(read.get().userId())) {
            throw new UnreadableRecordException("a command of an unknown type, or under another user's key", null);
        }
        CommandHeaders asked = CommandHeaders.of(record.headers());
        List<PushSubscription> devices = new ArrayList<>(users.devices(user));
        switch (read.get()) {
            case Subscribe e -> subscribe(user, e.subscription(), devices, asked);
            case Unsubscribe e -> unsubscribe(user, e, devices, asked);
        }
        context.commit();
    }

    private void subscribe(UUID user, PushSubscription added, List<PushSubscription> devices, CommandHeaders asked) {
        boolean known = devices.removeIf(device -> device.id().equals(added.id()));
        if (!known && devices.size() >= MAX_DEVICES) {
            outbox.refused(asked, user, ErrorCode.TOO_MANY_SUBSCRIPTIONS);
            return;
        }
        devices.add(added);
        outbox.devices(user, users.put(user, devices));
        if (!known) {
            tell(new PushSubscriptionAdded(user, nextVersion(user), added.id(), now()), asked);
        }
        outbox.accepted(asked, user, users.version(user), known ? 0 : 1);
    }

    private void unsubscribe(UUID user, Unsubscribe command, List<PushSubscription> devices, CommandHeaders asked) {
        if (!devices.removeIf(device -> device.id().equals(command.subscriptionId()))) {
            outbox.refused(asked, user, ErrorCode.NOT_FOUND);
            return;
        }
        outbox.devices(user, users.put(user, devices));
        tell(new PushSubscriptionRemoved(user, nextVersion(user), command.subscriptionId(), command.reason(), now()), asked);
        outbox.accepted(asked, user, users.version(user), 1);
    }

    private NotificationDecider decider(UUID user) {
        return new NotificationDecider(user, users.settings(user), users.hasDevices(user), timing);
    }

    private long nextVersion(UUID user) {
        return users.version(user) + 1;
    }

    private Instant now() {
        return Instant.ofEpochMilli(context.currentSystemTimeMs());
    }
}
