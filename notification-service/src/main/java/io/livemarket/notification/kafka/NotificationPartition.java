package io.livemarket.notification.kafka;

import io.livemarket.events.Json;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.kafka.UnreadableRecordException;
import io.livemarket.events.notifications.NotificationCommand;
import io.livemarket.kit.command.CommandHeaders;
import io.livemarket.kit.engine.Fed;
import io.livemarket.kit.engine.Fed.Taken;
import io.livemarket.kit.engine.Outputs;
import io.livemarket.kit.engine.PartitionDecider;
import io.livemarket.kit.engine.PartitionState;
import io.livemarket.kit.engine.TakeOver;
import io.livemarket.notification.domain.Fact;
import io.livemarket.notification.domain.Inbox;
import io.livemarket.notification.domain.Timing;
import io.livemarket.notification.kafka.ChatFacts.Versioned;
import io.livemarket.notification.metrics.NotificationMetrics;
import io.livemarket.notification.push.Seal;
import io.livemarket.notification.push.SubscriptionCommand;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Decides for the users of one partition, one record after another: events of other services, commands, due inboxes.
 */
final class NotificationPartition implements PartitionDecider {

    private static final Logger log = LoggerFactory.getLogger(NotificationPartition.class);
    private static final EventCodec<NotificationCommand> COMMANDS = EventCodec.of(NotificationCommand.class);
    private static final EventCodec<SubscriptionCommand> SUBSCRIBING = EventCodec.of(SubscriptionCommand.class);
    private final int partition;
    private final UserStates users;
    private final UserDecisions decisions;
    private final CommandDecisions commands;
    private final ReminderDecisions reminders;
    private final TakeOver takeOver;
    private final Seal seal;
    private final FormerState former;

    /** The fields that every event of a user has, of an unknown type too. */
    private record AnyEvent(UUID userId, long version) {}

    /**
     * @param names the names of users; absent where a name is not known
     * @param former the state that an earlier version may have left
     */
    NotificationPartition(
            int partition,
            PartitionState state,
            Timing timing,
            Seal seal,
            NotificationMetrics metrics,
            Function<UUID, @Nullable String> names,
            FormerState former) {
        this.partition = partition;
        this.users = new UserStates(state, seal);
        this.takeOver = new TakeOver(state);
        this.decisions = new UserDecisions(users, timing, metrics, names);
        this.commands = new CommandDecisions(users, decisions);
        this.reminders = new ReminderDecisions(users, timing.remindAfter(), metrics);
        this.seal = seal;
        this.former = former;
    }

    @Override
    public void prepare(Outputs outputs, long nowMillis, BooleanSupplier goOn) {
        takeOver.once(() -> {
            NotificationOutbox outbox = outbox(outputs, nowMillis);
            former.into(partition, users, (user, fact) -> decisions.decide(user, fact, 0, outbox), goOn);
            users.checkpoint();
        });
    }

    @Override
    public void fold(ConsumerRecord<String, byte[]> record) {
        AnyEvent event = Json.read(record.value(), AnyEvent.class);
        if (event.version() > users.version(event.userId())) {
            users.version(event.userId(), event.version());
        }
    }

    @Override
    public Taken feed(Fed fed, Outputs outputs, long nowMillis) {
        ConsumerRecord<String, byte[]> record = fed.record();
        try {
            NotificationOutbox outbox = outbox(outputs, nowMillis);
            if (record.topic().equals(Topics.CHAT_EVENTS.name())) {
                return chat(record, fed.keys(), outbox);
            }
            if (record.topic().equals(Topics.USERS_EVENTS.name())) {
                return deleted(record, outbox);
            }
            if (record.topic().equals(Topics.PRESENCE_EVENTS.name())) {
                return reminders.presence(record);
            }
            return record.topic().equals(Topics.MODERATION_EVENTS.name())
                    ? other(record, outbox)
                    : subscribing(record, outbox);
        } catch (UnreadableRecordException | Seal.UnopenableException | JacksonException e) {
            if (!fed.isFirst()) {
                return Taken.IGNORED;
            }
            log.error(
                    "Unreadable event sent to the dead letter topic: record={}-{}@{}, reason={}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getClass().getSimpleName());
            outputs.deadLetter(record, e.getClass().getSimpleName());
            return Taken.STAGED;
        }
    }

    private Taken chat(ConsumerRecord<String, byte[]> record, List<String> keys, NotificationOutbox outbox) {
        List<UUID> concerned = keys.isEmpty()
                ? ChatFacts.concerned(record)
                : keys.stream().map(UUID::fromString).toList();
        if (ChatFacts.isDelivery(record) && concerned.stream().noneMatch(users::hasDevices)) {
            return Taken.IGNORED;
        }
        List<Versioned> facts = ChatFacts.of(record, concerned);
        Taken taken = Taken.IGNORED;
        for (int i = 0; i < facts.size(); i++) {
            UUID user = concerned.get(i);
            Fact fact = facts.get(i).fact();
            Inbox before = reminders.before(user, fact);
            Taken one = decisions.decide(user, fact, facts.get(i).version(), outbox);
            if (one == Taken.HELD) {
                reminders.changed(user, fact, before, Instant.ofEpochMilli(record.timestamp()), outbox.now());
            }
            taken = one == Taken.IGNORED ? taken : one;
        }
        return taken;
    }

    private Taken deleted(ConsumerRecord<String, byte[]> record, NotificationOutbox outbox) {
        return NotificationFeed.isDeletion(record)
                ? decisions.decide(UUID.fromString(record.key()), new Fact.Forgotten(), 0, outbox)
                : Taken.IGNORED;
    }

    private Taken other(ConsumerRecord<String, byte[]> record, NotificationOutbox outbox) {
        return ModerationFacts.of(record)
                .map(of -> decisions.decide(of.user(), of.fact(), 0, outbox))
                .orElse(Taken.IGNORED);
    }

    private Taken subscribing(ConsumerRecord<String, byte[]> record, NotificationOutbox outbox) {
        Seal.Opened opened = seal.open(record.key(), record.value());
        SubscriptionCommand command = SUBSCRIBING
                .read(record.headers(), opened.value())
                .filter(read -> read.userId().toString().equals(record.key()))
                .orElseThrow(NotificationPartition::misplaced);
        commands.decide(command, opened.publicKey(), CommandHeaders.of(record.headers()), outbox);
        return Taken.STAGED;
    }

    private static UnreadableRecordException misplaced() {
        return new UnreadableRecordException("a command of an unknown type, or under another user's key", null);
    }

    @Override
    public void decide(ConsumerRecord<String, byte[]> record, Outputs outputs, long nowMillis) {
        try {
            NotificationCommand command = COMMANDS.read(record.headers(), record.value())
                    .filter(read ->
                            read.userId() != null && read.userId().toString().equals(record.key()))
                    .orElseThrow(NotificationPartition::misplaced);
            commands.decide(command, CommandHeaders.of(record.headers()), outbox(outputs, nowMillis));
        } catch (UnreadableRecordException e) {
            log.error("Unreadable notification command sent to the dead letter topic: reason={}", e.getMessage());
            outputs.deadLetter(record, e.getMessage());
        }
    }

    @Override
    public void checkpoint() {
        users.checkpoint();
    }

    @Override
    public long dueAt() {
        return Math.min(decisions.dueAt(), reminders.dueAt());
    }

    @Override
    public void due(Outputs outputs, long nowMillis) {
        NotificationOutbox outbox = outbox(outputs, nowMillis);
        decisions.due(outbox);
        reminders.due(outbox);
    }

    private NotificationOutbox outbox(Outputs outputs, long nowMillis) {
        return new NotificationOutbox(outputs, seal, Instant.ofEpochMilli(nowMillis));
    }
}
