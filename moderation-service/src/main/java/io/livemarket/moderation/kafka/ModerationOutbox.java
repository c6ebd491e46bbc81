package io.livemarket.moderation.kafka;

import io.livemarket.events.chat.EnforcementCommand;
import io.livemarket.events.chat.EnforcementCommand.ApplyContactLimit;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.Envelope.Reply;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.kit.command.CommandHeaders;
import io.livemarket.kit.engine.Outputs;
import io.livemarket.moderation.domain.ModerationCommand;
import io.livemarket.moderation.domain.ModerationResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Publishes the outcome of one command in the engine's transaction: events, the commands that chat-service must
 * enforce, and an answer to an origin that wants one.
 */
final class ModerationOutbox {

    private static final String SOURCE = "/moderation-service";
    private static final EventCodec<ModerationEvent> EVENTS = EventCodec.of(ModerationEvent.class);
    private static final EventCodec<ModerationResult> RESULTS = EventCodec.of(ModerationResult.class);
    private static final EventCodec<EnforcementCommand> ENFORCEMENT = EventCodec.of(EnforcementCommand.class);

    private final Outputs outputs;
    private final Enforcement enforcement;
    private final CommandHeaders asked;
    private final ModerationCommand command;
    private final MeterRegistry metrics;
    private final Instant now;

    ModerationOutbox(
            Outputs outputs,
            Enforcement enforcement,
            CommandHeaders asked,
            ModerationCommand command,
            MeterRegistry metrics,
            long nowMillis) {
        this.outputs = outputs;
        this.enforcement = enforcement;
        this.asked = asked;
        this.command = command;
        this.metrics = metrics;
        this.now = Instant.ofEpochMilli(nowMillis);
    }

    /**
     * Publishes events, which must have been applied, and the states in force after them. The ids of the events are
     * made from the command's id: deciding again gives equal ids.
     */
    void publish(List<ModerationEvent> events) {
        for (int i = 0; i < events.size(); i++) {
            ModerationEvent event = events.get(i);
            String type = EVENTS.types().nameOf(event);
            Counter.builder("livemarket.moderation.events")
                    .tag("type", type)
                    .description("Published events, by type")
                    .register(metrics)
                    .increment();
            Headers headers = Envelope.describe(
                    new RecordHeaders(), asked.commandId() + "-" + i, type, SOURCE, event.occurredAt(), event.userId());
            Envelope.put(headers, Envelope.ACTOR, command.actorId().toString());
            Envelope.put(headers, Envelope.COMMAND, asked.commandId().toString());
            Envelope.put(headers, Envelope.ENFORCED, enforcement.publish(event, outputs) ? "1" : null);
            outputs.event(
                    event.userId().toString(),
                    EVENTS.write(event),
                    event.occurredAt().toEpochMilli(),
                    headers);
        }
        enforcement.decided(outputs, now);
    }

    /**
     * Publishes a copy of an order for each partition that decides chats; each answers the origin if it wants answers.
     */
    void enforce(EnforcementCommand order, int partitions) {
        for (int partition = 0; partition < partitions; partition++) {
            Headers headers = Envelope.describe(
                    new RecordHeaders(),
                    asked.commandId().toString(),
                    ENFORCEMENT.types().nameOf(order),
                    SOURCE,
                    command.requestedAt(),
                    command.userId());
            Envelope.put(headers, Envelope.ACTOR, command.userId().toString());
            Envelope.put(headers, Envelope.ORIGIN, asked.origin());
            Envelope.put(headers, Envelope.REPLY, (asked.reply() == Reply.NONE ? Reply.NONE : Reply.ALWAYS).name());
            outputs.commit(new ProducerRecord<>(
                    Topics.CHAT_COMMANDS.name(),
                    partition,
                    command.requestedAt().toEpochMilli(),
                    command.userId().toString(),
                    ENFORCEMENT.write(order),
                    headers));
        }
    }

    /** Publishes a copy of a limit that no command requested for each partition that decides chats. */
    static void enforce(ApplyContactLimit limit, UUID id, int partitions, Outputs outputs) {
        for (int partition = 0; partition < partitions; partition++) {
            Headers headers = Envelope.describe(
                    new RecordHeaders(),
                    id.toString(),
                    ENFORCEMENT.types().nameOf(limit),
                    SOURCE,
                    limit.requestedAt(),
                    limit.userId());
            Envelope.put(headers, Envelope.REPLY, Reply.NONE.name());
            outputs.commit(new ProducerRecord<>(
                    Topics.CHAT_COMMANDS.name(),
                    partition,
                    limit.requestedAt().toEpochMilli(),
                    limit.userId().toString(),
                    ENFORCEMENT.write(limit),
                    headers));
        }
    }

    void accepted(long version, boolean changed) {
        answer(changed, new ModerationResult.Accepted(asked.commandId(), version, changed));
    }

    void refused(ErrorCode reason) {
        answer(false, new ModerationResult.Refused(asked.commandId(), reason));
    }

    private void answer(boolean event, ModerationResult result) {
        if (!asked.wantsAnswer(event)) {
            return;
        }
        Headers headers = Envelope.describe(
                new RecordHeaders(),
                asked.commandId() + "-r",
                RESULTS.types().nameOf(result),
                SOURCE,
                now,
                command.userId());
        Envelope.put(headers, Envelope.COMMAND, asked.commandId().toString());
        outputs.answer(new ProducerRecord<>(
                ModerationTopics.RESULTS.name(),
                null,
                now.toEpochMilli(),
                asked.origin(),
                RESULTS.write(result),
                headers));
    }
}
