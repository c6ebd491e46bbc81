package io.livemarket.notification.kafka;

import io.livemarket.events.Json;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.notifications.NotificationEvent;
import io.livemarket.events.notifications.NotificationResult;
import io.livemarket.events.notifications.NotificationResult.CommandAccepted;
import io.livemarket.events.notifications.NotificationResult.CommandRefused;
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

    /** Who asked; null where nobody did. */
    record Asked(UUID commandId, String origin) {}

    NotificationOutbox(ProcessorContext<String, byte[]> context, Seal seal) {
        this.context = context;
        this.seal = seal;
    }

    /** The event's id is made from its place among its user's: deciding again gives the same. */
    void happened(NotificationEvent event, Asked asked) {
        Headers headers = Envelope.describe(new RecordHeaders(), event.userId() + "-" + event.version(),
                EVENTS.types().nameOf(event), SOURCE, event.occurredAt(), event.userId());
        Envelope.audience(headers, List.of(event.userId()));
        if (asked != null) {
            Envelope.put(headers, Envelope.ACTOR, event.userId().toString());
            Envelope.put(headers, Envelope.COMMAND, asked.commandId().toString());
            Envelope.put(headers, Envelope.ORIGIN, asked.origin());
        }
        context.forward(new Record<>(event.userId().toString(), EVENTS.write(event),
                event.occurredAt().toEpochMilli(), headers), NotificationTopology.EVENTS);
    }

    void accepted(Asked asked, UUID user, long version, long changed) {
        answer(asked, user, new CommandAccepted(asked.commandId(), user, version, changed));
    }

    void refused(Asked asked, UUID user, ErrorCode reason) {
        answer(asked, user, new CommandRefused(asked.commandId(), user, reason));
    }

    private void answer(Asked asked, UUID user, NotificationResult result) {
        if (asked.origin() == null) {
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
