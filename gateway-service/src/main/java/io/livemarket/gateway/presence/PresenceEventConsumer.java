package io.livemarket.gateway.presence;

import io.livemarket.events.EventTypes;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.presence.PresenceEvent;
import io.livemarket.events.presence.PresenceEvent.ConnectionLogged;
import io.livemarket.events.presence.ProfileNotice;
import io.livemarket.events.presence.ProfileNotice.ProfileShown;
import io.livemarket.events.presence.TypingNotice;
import io.livemarket.events.presence.TypingNotice.TypingShown;
import io.livemarket.kit.config.Phases;
import io.livemarket.kit.kafka.FollowedTopics;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.livemarket.kit.kafka.TopicTail;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Consumes presence events and notices, and hands them to the sockets that they concern. A record without a connected
 * user in its audience is not parsed. Started before the port opens and stopped after the last socket is closed;
 * sockets are served without it.
 */
public final class PresenceEventConsumer extends FollowedTopics {

    private static final Logger log = LoggerFactory.getLogger(PresenceEventConsumer.class);
    private static final Duration READY_WITHIN = Duration.ofSeconds(10);
    private static final EventCodec<PresenceEvent> EVENTS = EventCodec.of(PresenceEvent.class);
    private static final EventCodec<TypingNotice> NOTICES = EventCodec.of(TypingNotice.class);
    private static final EventCodec<ProfileNotice> PROFILES = EventCodec.of(ProfileNotice.class);
    private static final String LOGGED = EventTypes.of(PresenceEvent.class).nameOf(ConnectionLogged.class);

    private final KafkaClients clients;
    private final UpToDateSockets sockets;
    private final SessionFactPublisher sessions;
    private final StatusDelivery statuses;
    private final TypingDelivery typing;
    private final ProfileDelivery profiles;

    public PresenceEventConsumer(
            KafkaClients clients,
            TopicProvisioner topics,
            UpToDateSockets sockets,
            SessionFactPublisher sessions,
            StatusDelivery statuses,
            TypingDelivery typing,
            ProfileDelivery profiles) {
        super(topics, List.of(Topics.PRESENCE_EVENTS, Topics.PRESENCE_TYPING));
        this.clients = clients;
        this.sockets = sockets;
        this.sessions = sessions;
        this.statuses = statuses;
        this.typing = typing;
        this.profiles = profiles;
    }

    private void consumeEvent(ConsumerRecord<String, byte[]> record) {
        if (LOGGED.equals(Envelope.text(record.headers(), Envelope.TYPE))) {
            if (sessions.gatewayId().equals(Envelope.text(record.headers(), Envelope.ORIGIN))) {
                EVENTS.read(record.headers(), record.value())
                        .ifPresent(event -> sessions.takenForLost(((ConnectionLogged) event).sessionId()));
            }
            return;
        }
        List<UUID> audience = Envelope.audience(record.headers());
        if (audience.stream().anyMatch(sockets::has)) {
            EVENTS.read(record.headers(), record.value()).ifPresent(event -> statuses.changed(event, audience));
        }
    }

    private void consumeNotice(ConsumerRecord<String, byte[]> record) {
        List<UUID> audience = Envelope.audience(record.headers());
        if (audience.stream().anyMatch(sockets::has)) {
            NOTICES.read(record.headers(), record.value())
                    .ifPresent(notice -> typing.typing((TypingShown) notice, audience));
            PROFILES.read(record.headers(), record.value())
                    .ifPresent(notice -> profiles.changed((ProfileShown) notice, audience));
        }
    }

    @Override
    protected List<TopicTail> follow() {
        return List.of(
                TopicTail.fromEnd("presence-events", clients, List.of(Topics.PRESENCE_EVENTS), this::consumeEvent),
                TopicTail.fromEnd("presence-typing", clients, List.of(Topics.PRESENCE_TYPING), this::consumeNotice));
    }

    @Override
    protected void begun() {
        if (!awaitReady(READY_WITHIN)) {
            log.warn("Presence events are not consumed yet; sockets get no statuses and typing until they are");
        }
    }

    /** Before the web server opens its port. */
    @Override
    public int getPhase() {
        return Phases.ANSWERS;
    }
}
