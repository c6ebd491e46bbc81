package io.livemarket.presence.kafka;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.presence.PresenceEvent;
import io.livemarket.presence.domain.Happening;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Writes what was decided, and who may hear of it. */
final class PresenceOutbox {

    /** Of somebody with more partners the latest hear of a change; the others ask. */
    static final int MAX_AUDIENCE = 2_000;

    private static final String SOURCE = "/presence-service";
    private static final EventCodec<PresenceEvent> EVENTS = EventCodec.of(PresenceEvent.class);

    private final ProcessorContext<String, byte[]> context;
    private final ReadOnlyKeyValueStore<String, byte[]> partners;
    private final BlockList blocks;

    PresenceOutbox(ProcessorContext<String, byte[]> context, ReadOnlyKeyValueStore<String, byte[]> partners,
            BlockList blocks) {
        this.context = context;
        this.partners = partners;
        this.blocks = blocks;
    }

    void write(Happening cause, List<PresenceEvent> events) {
        events.forEach(event -> write(cause, event));
    }

    private void write(Happening cause, PresenceEvent event) {
        String user = event.userId().toString();
        Headers headers = Envelope.describe(new RecordHeaders(), user + "-" + event.version(),
                EVENTS.types().nameOf(event), SOURCE, event.occurredAt(), event.userId());
        switch (event) {
            case PresenceEvent.UserCameOnline _, PresenceEvent.UserWentOffline _ ->
                Envelope.audience(headers, audience(event.userId()));
            case PresenceEvent.ConnectionLogged _ -> {
                // So that a gateway that was only slow hears which of its sessions it must say again.
                if (cause instanceof Happening.GatewayLost lost) {
                    Envelope.put(headers, Envelope.ORIGIN, lost.gatewayId());
                }
            }
        }
        context.forward(new Record<>(user, EVENTS.write(event), context.currentSystemTimeMs(), headers),
                PresenceTopology.EVENTS);
    }

    private List<UUID> audience(UUID user) {
        List<UUID> all = People.read(partners.get(user.toString()));
        return all.subList(Math.max(0, all.size() - MAX_AUDIENCE), all.size()).stream()
                .filter(partner -> !blocks.between(user, partner)).toList();
    }
}
