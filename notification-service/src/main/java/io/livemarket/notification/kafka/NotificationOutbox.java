package io.livemarket.notification.kafka;

import io.livemarket.events.Json;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope.Reply;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.notifications.NotificationEvent;
import io.livemarket.events.notifications.NotificationResult;
import io.livemarket.events.notifications.NotificationResult.CommandAccepted;
import io.livemarket.events.notifications.NotificationResult.CommandRefused;
import io.livemarket.kit.command.CommandHeaders;
import io.livemarket.notification.push.DuePush;
import io.livemarket.notification.push.Seal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Writes what was decided: events for everyone, answers for the origin that wants one, pushes for whoever sends them. */
final class NotificationOutbox {

    private static final String SOURCE = "/notification-service";
    private static final EventCodec<NotificationEvent> EVENTS = EventCodec.of(NotificationEvent.class);
    private static final EventCodec<NotificationResult> RESULTS = EventCodec.of(NotificationResult.class);

    private final ProcessorContext<String, byte[]> context;
    private final Seal seal;

    NotificationOutbox(ProcessorContext<String, byte[]> context, Seal seal) {
        this.context = context;
        this.seal = seal;
    }

    /**
     * Publishes an event. Its id is made from its place among its user's events, so that deciding again gives the same one.
     *
     * @param asked the command's headers, or null when no command led to it
     */
    void happened(NotificationEvent event, CommandHeaders asked) {
        Headers headers = Envelope.describe(new RecordHeaders(), event.userId() + "-" + event.version(),
                EVENTS.types().nameOf(event), SOURCE, event.occurredAt(), event.userId());
        Envelope.audience(headers, List.of(event.userId()));
        if (asked != null) {
            Envelope.put(headers, Envelope.ACTOR, event.userId().toString());
            Envelope.put(headers, Envelope.COMMAND, asked.commandId().toString());
            Envelope.put(headers, Envelope.ORIGIN, asked.reply() == Reply.NONE ? null : asked.origin());
        }
        context.forward(new Record<>(event.userId().toString(), EVENTS.write(event),
                event.occurredAt().toEpochMilli(), headers), NotificationTopology.EVENTS);
    }

    void accepted(CommandHeaders asked, UUID user, long version, long changed) {
        answer(asked, changed > 0, user, new CommandAccepted(asked.commandId(), user, version, changed));
    }

    void refused(CommandHeaders asked, UUID user, ErrorCode reason) {
        answer(asked, false, user, new CommandRefused(asked.commandId(), user, reason));
    }

    private void answer(CommandHeaders asked, boolean event, UUID user, NotificationResult result) {
        if (!asked.wantsAnswer(event)) {
            return;
        }
        Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
        Headers headers = Envelope.describe(new RecordHeaders(), asked.commandId() + "-r",
                RESULTS.types().nameOf(result), SOURCE, now, user);
        Envelope.put(headers, Envelope.COMMAND, asked.commandId().toString());
        Envelope.put(headers, Envelope.ORIGIN, asked.origin());
        context.forward(new Record<>(asked.origin(), RESULTS.write(result), now.toEpochMilli(), headers),
                NotificationTopology.RESULTS);
    }

    void push(DuePush push) {
        String user = push.userId().toString();
        context.forward(new Record<>(user, seal.seal(user, Json.bytes(push)), push.push().at().toEpochMilli()),
                NotificationTopology.PUSHES);
    }

    /** @param sealed all of the user's devices, or null for none */
    void devices(UUID user, byte[] sealed) {
        context.forward(new Record<>(user.toString(), sealed, context.currentSystemTimeMs()),
                NotificationTopology.SUBSCRIPTIONS);
    }
}
