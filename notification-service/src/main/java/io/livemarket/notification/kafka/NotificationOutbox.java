package io.livemarket.notification.kafka;

import io.livemarket.events.Json;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.Envelope.Reply;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.notifications.NotificationEvent;
import io.livemarket.events.notifications.NotificationResult;
import io.livemarket.events.notifications.NotificationResult.CommandAccepted;
import io.livemarket.events.notifications.NotificationResult.CommandRefused;
import io.livemarket.events.notifications.ReminderFact;
import io.livemarket.events.notifications.ReminderFact.ReminderDue;
import io.livemarket.kit.command.CommandHeaders;
import io.livemarket.kit.engine.Outputs;
import io.livemarket.notification.domain.NotificationText;
import io.livemarket.notification.push.DuePush;
import io.livemarket.notification.push.Seal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the outcome of one batch in the engine's transaction: events, answers to origins that want one, and pushes
 * for {@link io.livemarket.notification.push.PushSender}.
 */
final class NotificationOutbox {

    private static final String SOURCE = "/notification-service";
    private static final EventCodec<NotificationEvent> EVENTS = EventCodec.of(NotificationEvent.class);
    private static final EventCodec<ReminderFact> REMINDERS = EventCodec.of(ReminderFact.class);
    private static final EventCodec<NotificationResult> RESULTS = EventCodec.of(NotificationResult.class);

    private final Outputs outputs;
    private final Seal seal;
    private final Instant now;

    NotificationOutbox(Outputs outputs, Seal seal, Instant now) {
        this.outputs = outputs;
        this.seal = seal;
        this.now = now;
    }

    Instant now() {
        return now;
    }

    /**
     * Publishes an event. Its id is made from the user and the user's version, so that deciding again gives an equal
     * id.
     *
     * @param shown the text that gateways send with the event; absent for events that show none
     * @param asked the headers of the command that led to the event; absent when no command did
     */
    void publish(NotificationEvent event, @Nullable NotificationText shown, @Nullable CommandHeaders asked) {
        Headers headers = Envelope.describe(
                new RecordHeaders(),
                event.userId() + "-" + event.version(),
                EVENTS.types().nameOf(event),
                SOURCE,
                event.occurredAt(),
                event.userId());
        Envelope.audience(headers, List.of(event.userId()));
        if (shown != null) {
            headers.add(Envelope.SHOWN, Json.bytes(shown));
        }
        if (asked != null) {
            Envelope.put(headers, Envelope.ACTOR, event.userId().toString());
            Envelope.put(headers, Envelope.COMMAND, asked.commandId().toString());
            Envelope.put(headers, Envelope.ORIGIN, asked.reply() == Reply.NONE ? null : asked.origin());
        }
        outputs.event(
                event.userId().toString(),
                EVENTS.write(event),
                event.occurredAt().toEpochMilli(),
                headers);
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
        Headers headers = Envelope.describe(
                new RecordHeaders(), asked.commandId() + "-r", RESULTS.types().nameOf(result), SOURCE, now, user);
        Envelope.put(headers, Envelope.COMMAND, asked.commandId().toString());
        Envelope.put(headers, Envelope.ORIGIN, asked.origin());
        outputs.answer(new ProducerRecord<>(
                Topics.NOTIFICATIONS_RESULTS.name(),
                null,
                now.toEpochMilli(),
                asked.origin(),
                RESULTS.write(result),
                headers));
    }

    /** Publishes a reminder for auth-service, which sends the mail. */
    void reminder(ReminderDue due) {
        Headers headers = Envelope.describe(
                new RecordHeaders(),
                due.id().toString(),
                REMINDERS.types().nameOf(due),
                SOURCE,
                due.at(),
                due.userId());
        outputs.commit(new ProducerRecord<>(
                Topics.NOTIFICATIONS_REMINDERS.name(),
                null,
                due.at().toEpochMilli(),
                due.userId().toString(),
                REMINDERS.write(due),
                headers));
    }

    void push(DuePush push) {
        String user = push.userId().toString();
        outputs.commit(new ProducerRecord<>(
                NotificationTopics.PUSHES.name(),
                null,
                push.push().at().toEpochMilli(),
                user,
                seal.seal(user, Json.bytes(push))));
    }
}
