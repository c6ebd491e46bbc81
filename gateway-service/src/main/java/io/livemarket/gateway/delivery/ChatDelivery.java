package io.livemarket.gateway.delivery;

import io.livemarket.events.Ids;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.kit.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Hands each event of the log to the sockets of those who must see it. An event that concerns nobody here is not
 * parsed.
 */
public final class ChatDelivery {

    private final SocketBacklogs backlogs;
    private final ShownSeqs shownSeqs;
    private final Tracing tracing;
    private final Consumer<ConsumerRecord<String, byte[]>> opened;

    /**
     * @param shownSeqs where the messages are noted that users here see
     * @param tracing the traces that events belong to
     */
    public ChatDelivery(SocketBacklogs backlogs, ShownSeqs shownSeqs, Tracing tracing) {
        this(backlogs, shownSeqs, tracing, _ -> {});
    }

    /** @param opened takes the event of a chat that was opened, once it was handed to sockets here */
    public ChatDelivery(
            SocketBacklogs backlogs, ShownSeqs shownSeqs, Tracing tracing, Consumer<ConsumerRecord<String, byte[]>> opened) {
        this.backlogs = backlogs;
        this.shownSeqs = shownSeqs;
        this.tracing = tracing;
        this.opened = opened;
    }

    /** For the one thread that reads the log, in its order. */
    public void deliver(ConsumerRecord<String, byte[]> record) {
        LiveEventKind kind = LiveEventKind.of(Envelope.text(record.headers(), Envelope.TYPE));
        if (kind == null) {
            return;
        }
        Span span = tracing.continued("deliver", record.headers());
        List<UUID> audience = Envelope.audience(record.headers());
        LiveEvent event = hand(audience, () -> noted(kind, record, audience));
        hand(Envelope.withheld(record.headers()), () -> (event == null ? read(kind, record) : event).withheld());
        if (event != null && kind == LiveEventKind.OPENED) {
            opened.accept(record);
        }
        if (span.isRecording()) {
            end(span, record);
        }
    }

    /** One that reached no user here is left unended, and so never exported: every gateway reads every event. */
    private void end(Span span, ConsumerRecord<String, byte[]> record) {
        long users = Stream.of(Envelope.audience(record.headers()), Envelope.withheld(record.headers()))
                .flatMap(List::stream)
                .filter(backlogs::has)
                .count();
        if (users > 0) {
            span.setAttribute("livemarket.users", users).end();
        }
    }

    /** Makes the event for the first who is connected here; null when nobody is. */
    private LiveEvent hand(List<UUID> users, Supplier<LiveEvent> made) {
        LiveEvent event = null;
        for (UUID userId : users) {
            if (backlogs.has(userId)) {
                event = event == null ? made.get() : event;
                LiveEvent seen = event;
                backlogs.forEach(userId, backlog -> backlog.accept(seen));
            }
        }
        return event;
    }

    /** Notes the event before it is shown, and so can be confirmed. */
    private LiveEvent noted(LiveEventKind kind, ConsumerRecord<String, byte[]> record, List<UUID> audience) {
        LiveEvent event = read(kind, record);
        if (kind == LiveEventKind.SENT) {
            shownSeqs.shown(event.chatId(), EventFacts.seqOf(record.value()), audience);
        }
        return event;
    }

    private static LiveEvent read(LiveEventKind kind, ConsumerRecord<String, byte[]> record) {
        UUID chatId = Ids.parse(record.key()).orElse(null);
        return new LiveEvent(
                kind,
                record.partition(),
                record.offset(),
                chatId,
                Envelope.id(record.headers(), Envelope.ACTOR),
                record.value());
    }
}
