package io.livemarket.moderation.kafka;

import io.livemarket.events.Json;
import io.livemarket.events.chat.EnforcementCommand;
import io.livemarket.events.chat.EnforcementCommand.ApplyBlock;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.Envelope.Reply;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.UnreadableRecordException;
import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.kit.command.CommandHeaders;
import io.livemarket.moderation.domain.Decision;
import io.livemarket.moderation.domain.Known;
import io.livemarket.moderation.domain.ModerationCommand;
import io.livemarket.moderation.domain.ModerationCommand.BlockUser;
import io.livemarket.moderation.domain.ModerationCommand.UnblockUser;
import io.livemarket.moderation.domain.ModerationDecider;
import io.livemarket.moderation.domain.ModerationResult;
import io.livemarket.moderation.domain.Person;
import java.time.Instant;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides the commands of one partition, one after another. The person's record, the event, the answer, what chat-service
 * must enforce and the command's offset are one transaction. A block is sent to be enforced even when it was so already: the
 * asker before may have gone without an answer, and this one waits for the same.
 */
final class ModerationProcessor implements Processor<String, byte[], String, byte[]> {

    private static final Logger log = LoggerFactory.getLogger(ModerationProcessor.class);
    private static final String SOURCE = "/moderation-service";
    private static final EventCodec<ModerationCommand> COMMANDS = EventCodec.of(ModerationCommand.class);
    private static final EventCodec<ModerationEvent> EVENTS = EventCodec.of(ModerationEvent.class);
    private static final EventCodec<ModerationResult> RESULTS = EventCodec.of(ModerationResult.class);
    private static final EventCodec<EnforcementCommand> ENFORCEMENT = EventCodec.of(EnforcementCommand.class);

    private final MeterRegistry metrics;
    private ProcessorContext<String, byte[]> context;
    private KeyValueStore<String, byte[]> people;
    private OpenFlags flags;
    private Known known;

    private record Asked(CommandHeaders headers, ModerationCommand command) {

        UUID commandId() {
            return headers.commandId();
        }
    }

    /** @param metrics where what was decided is counted; what is decided again after a failure counts again */
    ModerationProcessor(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        this.context = context;
        people = context.getStateStore(ModerationTopology.PEOPLE);
        flags = new OpenFlags(context.getStateStore(ModerationTopology.FLAGS));
        ReadOnlyKeyValueStore<String, ?> users = context.getStateStore(ModerationTopology.USERS);
        known = new Known() {
            @Override
            public boolean userExists(UUID userId) {
                return users.get(userId.toString()) != null;
            }

            @Override
            public boolean isFlagged(UUID userId, UUID messageId) {
                return flags.contains(userId, messageId);
            }
        };
    }

    @Override
    public void process(Record<String, byte[]> record) {
        Asked asked;
        try {
            asked = read(record);
        } catch (UnreadableRecordException e) {
            log.error("A command that nobody can read goes to the dead letters: {}", e.getMessage());
            context.forward(record, ModerationTopology.DEAD_LETTERS);
            return;
        }
        decide(asked);
        context.commit();
    }

    private static Asked read(Record<String, byte[]> record) {
        CommandHeaders headers = CommandHeaders.of(record.headers());
        ModerationCommand command = COMMANDS.read(record.headers(), record.value())
                .orElseThrow(() -> new UnreadableRecordException("a command of an unknown type", null));
        if (command.userId() == null || command.actorId() == null
                || command.requestedAt() == null || !command.userId().toString().equals(record.key())) {
            throw new UnreadableRecordException("a command without a user, an actor or a time", null);
        }
        return new Asked(headers, command);
    }

    private void decide(Asked asked) {
        ModerationCommand command = asked.command();
        String key = command.userId().toString();
        byte[] kept = people.get(key);
        Person person = kept == null ? Person.unknown(command.userId()) : Json.read(kept, Person.class);
        switch (ModerationDecider.decide(person, command, known)) {
            case Decision.Accepted(var events) -> {
                Person next = person;
                for (int i = 0; i < events.size(); i++) {
                    next = next.evolve(events.get(i));
                    flags.after(events.get(i));
                    tell(asked, events.get(i), i);
                }
                people.put(key, Json.bytes(next));
                enforce(asked);
                answer(asked, true, new ModerationResult.Accepted(asked.commandId(), next.version(), true));
            }
            case Decision.Unchanged _ -> {
                enforce(asked);
                answer(asked, false, new ModerationResult.Accepted(asked.commandId(), person.version(), false));
            }
            case Decision.Rejected rejected ->
                answer(asked, false, new ModerationResult.Refused(asked.commandId(), rejected.reason()));
        }
    }

    private void tell(Asked asked, ModerationEvent event, int n) {
        String type = EVENTS.types().nameOf(event);
        Counter.builder("livemarket.moderation.events").tag("type", type)
                .description("What was decided, by the type of its event").register(metrics).increment();
        Headers headers = Envelope.describe(new RecordHeaders(), asked.commandId() + "-" + n, type, SOURCE, event.occurredAt(), event.userId());
        Envelope.put(headers, Envelope.ACTOR, asked.command().actorId().toString());
        Envelope.put(headers, Envelope.COMMAND, asked.commandId().toString());
        context.forward(new Record<>(event.userId().toString(), EVENTS.write(event),
                event.occurredAt().toEpochMilli(), headers), ModerationTopology.EVENTS);
    }

    /** What each deciding partition must know; unless the origin wants no answer, it gets one from each. */
    private void enforce(Asked asked) {
        ApplyBlock apply = switch (asked.command()) {
            case BlockUser c -> new ApplyBlock(c.userId(), c.otherId(), true, c.requestedAt());
            case UnblockUser c -> new ApplyBlock(c.userId(), c.otherId(), false, c.requestedAt());
            default -> null;
        };
        if (apply == null) {
            return;
        }
        Headers headers = Envelope.describe(new RecordHeaders(), asked.commandId().toString(),
                ENFORCEMENT.types().nameOf(apply), SOURCE, apply.requestedAt(), apply.userId());
        Envelope.put(headers, Envelope.ACTOR, apply.userId().toString());
        Envelope.put(headers, Envelope.ORIGIN, asked.headers().origin());
        Envelope.put(headers, Envelope.REPLY,
                (asked.headers().reply() == Reply.NONE ? Reply.NONE : Reply.ALWAYS).name());
        context.forward(new Record<>(apply.userId().toString(), ENFORCEMENT.write(apply),
                apply.requestedAt().toEpochMilli(), headers), ModerationTopology.ENFORCEMENT);
    }

    private void answer(Asked asked, boolean event, ModerationResult result) {
        if (!asked.headers().wantsAnswer(event)) {
            return;
        }
        Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
        Headers headers = Envelope.describe(new RecordHeaders(), asked.commandId() + "-r",
                RESULTS.types().nameOf(result), SOURCE, now, asked.command().userId());
        Envelope.put(headers, Envelope.COMMAND, asked.commandId().toString());
        context.forward(new Record<>(asked.headers().origin(), RESULTS.write(result), now.toEpochMilli(), headers),
                ModerationTopology.RESULTS);
    }
}
