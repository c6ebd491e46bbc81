package io.livemarket.moderation.kafka;

import io.livemarket.events.Ids;
import io.livemarket.events.Json;
import io.livemarket.events.chat.EnforcementCommand.ApplyBlock;
import io.livemarket.events.kafka.Envelope.Reply;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.UnreadableRecordException;
import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.kit.command.CommandHeaders;
import io.livemarket.kit.engine.Fed;
import io.livemarket.kit.engine.Fed.Taken;
import io.livemarket.kit.engine.Outputs;
import io.livemarket.kit.engine.PartitionDecider;
import io.livemarket.kit.engine.PartitionState;
import io.livemarket.moderation.content.MassMessages;
import io.livemarket.moderation.domain.Decision;
import io.livemarket.moderation.domain.ModerationCommand;
import io.livemarket.moderation.domain.ModerationCommand.BlockUser;
import io.livemarket.moderation.domain.ModerationCommand.UnblockUser;
import io.livemarket.moderation.domain.ModerationDecider;
import io.livemarket.moderation.domain.Person;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides the commands of one partition, one after another, and flags messages. A block that exists already is sent to
 * chat-service again: the first request may have failed before the block was in force everywhere, and the present
 * caller waits until it is.
 */
final class ModerationPartition implements PartitionDecider {

    private static final Logger log = LoggerFactory.getLogger(ModerationPartition.class);
    private static final EventCodec<ModerationCommand> COMMANDS = EventCodec.of(ModerationCommand.class);
    private static final EventCodec<ModerationEvent> EVENTS = EventCodec.of(ModerationEvent.class);

    private final PersonStore persons;
    private final Enforcement enforcement;
    private final UnaskedMessages unasked;
    private final FirstContactCounts firstContacts;
    private final IntSupplier enforcers;
    private final MeterRegistry metrics;

    /** The fields that every event of a person has, of an unknown type too. */
    private record AnyEvent(UUID userId, long version) {}

    /**
     * The surroundings that the partitions of an instance share.
     *
     * @param registered whether a user exists
     * @param enforcers the number of chat-service's partitions that must apply a block
     * @param topics the ids of the topics of events and of enforcement
     * @param mass finds texts that go to many people
     * @param metrics counts the published events; an event that is decided again after a failure is counted again
     */
    record Environment(
            Predicate<UUID> registered,
            IntSupplier enforcers,
            Supplier<EnforcedTopics> topics,
            MassMessages mass,
            MeterRegistry metrics) {}

    ModerationPartition(int partition, PartitionState state, Environment environment) {
        this.persons = new PersonStore(state, environment.registered());
        this.enforcement = new Enforcement(partition, state, persons, environment.topics());
        this.firstContacts = new FirstContactCounts(state);
        this.unasked = new UnaskedMessages(state, environment.mass());
        this.enforcers = environment.enforcers();
        this.metrics = environment.metrics();
    }

    /**
     * Reads the number of chat-service's partitions before the partition starts, so that deciding does not wait for it.
     */
    @Override
    public void prepare(BooleanSupplier goOn) {
        int _ = enforcers.getAsInt();
        enforcement.prepare();
    }

    @Override
    public long dueAt() {
        return enforcement.dueAt();
    }

    @Override
    public void due(Outputs outputs, long nowMillis) {
        enforcement.publishSlice(outputs, Instant.ofEpochMilli(nowMillis));
    }

    @Override
    public void fold(ConsumerRecord<String, byte[]> record) {
        Optional<ModerationEvent> event = EVENTS.read(record.headers(), record.value());
        if (event.isPresent()) {
            persons.apply(event.get());
            enforcement.folded(event.get(), record);
        } else {
            AnyEvent unknown = Json.read(record.value(), AnyEvent.class);
            persons.applyUnknown(unknown.userId(), unknown.version());
        }
    }

    @Override
    public Taken feed(Fed fed, Outputs outputs, long nowMillis) {
        FlaggedMessages.of(fed.record())
                .ifPresent(flag -> decide(
                        flag.command(),
                        new ModerationOutbox(
                                outputs,
                                enforcement,
                                new CommandHeaders(flag.commandId(), null, Reply.NONE),
                                flag.command(),
                                metrics,
                                nowMillis)));
        unasked.count(fed.record(), outputs);
        firstContacts
                .count(fed.record())
                .ifPresent(limit -> ModerationOutbox.enforce(
                        limit, Ids.named(limit.userId(), limit.until().toString()), enforcers.getAsInt(), outputs));
        return Taken.STAGED;
    }

    @Override
    public void decide(ConsumerRecord<String, byte[]> record, Outputs outputs, long nowMillis) {
        ModerationCommand command;
        CommandHeaders headers;
        try {
            headers = CommandHeaders.of(record.headers());
            command = read(record);
        } catch (UnreadableRecordException e) {
            log.error("Unreadable moderation command sent to the dead letter topic: reason={}", e.getMessage());
            outputs.deadLetter(record, e.getMessage());
            return;
        }
        decide(command, new ModerationOutbox(outputs, enforcement, headers, command, metrics, nowMillis));
    }

    private static ModerationCommand read(ConsumerRecord<String, byte[]> record) {
        ModerationCommand command = COMMANDS.read(record.headers(), record.value())
                .orElseThrow(() -> new UnreadableRecordException("a command of an unknown type", null));
        if (command.userId() == null
                || command.actorId() == null
                || command.requestedAt() == null
                || !command.userId().toString().equals(record.key())) {
            throw new UnreadableRecordException("a command without a user, an actor or a time", null);
        }
        return command;
    }

    private void decide(ModerationCommand command, ModerationOutbox outbox) {
        Person person = persons.get(command.userId());
        switch (ModerationDecider.decide(person, command, persons)) {
            case Decision.Accepted(var events) -> {
                events.forEach(persons::apply);
                outbox.publish(events);
                enforce(command, outbox);
                outbox.accepted(persons.get(command.userId()).version(), true);
            }
            case Decision.Unchanged _ -> {
                enforce(command, outbox);
                outbox.accepted(person.version(), false);
            }
            case Decision.Rejected rejected -> outbox.refused(rejected.reason());
        }
    }

    private void enforce(ModerationCommand command, ModerationOutbox outbox) {
        switch (command) {
            case BlockUser c ->
                outbox.enforce(new ApplyBlock(c.userId(), c.otherId(), true, c.requestedAt()), enforcers.getAsInt());
            case UnblockUser c ->
                outbox.enforce(new ApplyBlock(c.userId(), c.otherId(), false, c.requestedAt()), enforcers.getAsInt());
            default -> {}
        }
    }
}
