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
import org.jspecify.annotations.Nullable;

/**
 * Hands each chat event to the sockets of its audience. An event without a connected user in its audience is not
 * parsed.
 */
public final class ChatDelivery {

    private final SocketBacklogs backlogs;
    private final ShownSeqs shownSeqs;
    private final Tracing tracing;
    private final Consumer<ConsumerRecord<String, byte[]>> opened;

    /**
     * @param shownSeqs records the messages that connected users are shown
     * @param tracing the traces to which events belong
     */
    public ChatDelivery(SocketBacklogs backlogs, ShownSeqs shownSeqs, Tracing tracing) {
        this(backlogs, shownSeqs, tracing, _ -> {});
    }

    /** @param opened takes the event of an opened chat, or of a new member, after it was handed to the sockets */
    public ChatDelivery(
            SocketBacklogs backlogs,
            ShownSeqs shownSeqs,
            Tracing tracing,
            Consumer<ConsumerRecord<String, byte[]>> opened) {
        this.backlogs = backlogs;
        this.shownSeqs = shownSeqs;
        this.tracing = tracing;
        this.opened = opened;
    }

    /** Delivers a record. To be called by the one thread that reads the log, in the order of the log. */
    public void deliver(ConsumerRecord<String, byte[]> record) {
        LiveEventKind kind = LiveEventKind.of(Envelope.text(record.headers(), Envelope.TYPE));
        if (kind == null) {
            return;
        }
        Span span = tracing.continued("deliver", record.headers());
        List<UUID> audience = Envelope.audience(record.headers());
        LiveEvent event = hand(audience, () -> recorded(kind, record, audience));
        if (kind != LiveEventKind.RECEIPTS) {
            hand(Envelope.withheld(record.headers()), () -> (event == null ? read(kind, record) : event).withheld());
        }
        if (event != null && (kind == LiveEventKind.OPENED || kind == LiveEventKind.JOINED)) {
            opened.accept(record);
        }
        if (span.isRecording()) {
            end(span, record);
        }
    }

    /**
     * A span of an event that reached no user here is not ended, and so never exported: every gateway reads every
     * event.
     */
    private void end(Span span, ConsumerRecord<String, byte[]> record) {
        long users = Stream.of(Envelope.audience(record.headers()), Envelope.withheld(record.headers()))
                .flatMap(List::stream)
                .filter(backlogs::has)
                .count();
        if (users > 0) {
            span.setAttribute("livemarket.users", users).end();
        }
    }

    /** Hands an event to connected users; it is made for the first of them, and absent when none is connected. */
    private @Nullable LiveEvent hand(List<UUID> users, Supplier<LiveEvent> made) {
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

    /** Reads the event, and records a message before it is shown and can therefore be confirmed. */
    private LiveEvent recorded(LiveEventKind kind, ConsumerRecord<String, byte[]> record, List<UUID> audience) {
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
