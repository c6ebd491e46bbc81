package io.livemarket.presence.kafka;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.presence.DeviceFact;
import io.livemarket.events.presence.DeviceFact.DeviceNoted;
import io.livemarket.events.presence.DeviceFact.DevicesForgotten;
import io.livemarket.events.presence.PresenceEvent;
import io.livemarket.kit.engine.Outputs;
import io.livemarket.presence.domain.PresenceTrigger;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Publishes decided events with the users who may see them as audience. The devices of connections go to the internal
 * topic {@code presence.devices}.
 */
final class PresenceOutbox {

    private static final String SOURCE = "/presence-service";
    private static final EventCodec<PresenceEvent> EVENTS = EventCodec.of(PresenceEvent.class);
    private static final EventCodec<DeviceFact> DEVICES = EventCodec.of(DeviceFact.class);

    private final Outputs outputs;
    private final ChatPartners chatPartners;
    private final BlockList blocks;
    private final long nowMillis;

    PresenceOutbox(Outputs outputs, ChatPartners chatPartners, BlockList blocks, long nowMillis) {
        this.outputs = outputs;
        this.chatPartners = chatPartners;
        this.blocks = blocks;
        this.nowMillis = nowMillis;
    }

    /**
     * Publishes an event in the engine's transaction.
     *
     * @param cause the trigger that led to the event
     */
    void publish(PresenceTrigger cause, PresenceEvent event) {
        String user = event.userId().toString();
        Headers headers = Envelope.describe(
                new RecordHeaders(),
                user + "-" + event.version(),
                EVENTS.types().nameOf(event),
                SOURCE,
                event.occurredAt(),
                event.userId());
        switch (event) {
            case PresenceEvent.UserCameOnline _, PresenceEvent.UserWentOffline _ ->
                Envelope.audience(headers, audience(event.userId()));
            case PresenceEvent.UserForgotten e -> write(new DevicesForgotten(e.userId(), e.version()), e);
            case PresenceEvent.ConnectionLogged e -> {
                if (e.device() != null) {
                    write(new DeviceNoted(e.userId(), e.version(), e.device()), e);
                }
                // A gateway that was only slow finds by this header the sessions that it must report again.
                if (cause instanceof PresenceTrigger.GatewayLost lost) {
                    Envelope.put(headers, Envelope.ORIGIN, lost.gatewayId());
                }
            }
        }
        outputs.commit(new ProducerRecord<>(
                Topics.PRESENCE_EVENTS.name(), null, nowMillis, user, EVENTS.write(published(event)), headers));
    }

    private static PresenceEvent published(PresenceEvent event) {
        return event instanceof PresenceEvent.ConnectionLogged e ? e.withoutDevice() : event;
    }

    private void write(DeviceFact fact, PresenceEvent event) {
        String user = fact.userId().toString();
        Headers headers = Envelope.describe(
                new RecordHeaders(),
                user + "-" + fact.version() + "-d",
                DEVICES.types().nameOf(fact),
                SOURCE,
                event.occurredAt(),
                fact.userId());
        outputs.commit(new ProducerRecord<>(
                Topics.PRESENCE_DEVICES.name(), null, nowMillis, user, DEVICES.write(fact), headers));
    }

    private List<UUID> audience(UUID user) {
        return chatPartners.partnersOf(user).stream()
                .filter(partner -> !blocks.between(user, partner))
                .toList();
    }
}
