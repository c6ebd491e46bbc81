package io.livemarket.presence.kafka;

import io.livemarket.events.Ids;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.presence.DeviceFact;
import io.livemarket.events.presence.PresenceEvent;
import io.livemarket.events.presence.SessionFact;
import io.livemarket.events.presence.SessionFact.SessionClosed;
import io.livemarket.events.presence.SessionFact.SessionOpened;
import io.livemarket.events.users.UserEvent;
import io.livemarket.kit.engine.FormerChangelog;
import io.livemarket.kit.engine.SimulatedPartition;
import io.livemarket.presence.projection.DeparturesProjection;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * presence-service's decider on a partition without a broker: sessions and heartbeats of life in, events out, a clock
 * that is moved.
 */
final class DecidingPresence {

    static final PresenceTiming RULES =
            new PresenceTiming(Duration.ofSeconds(10), Duration.ofSeconds(11), Duration.ofSeconds(1));
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final EventCodec<SessionFact> FACTS = EventCodec.of(SessionFact.class);
    private static final EventCodec<DeviceFact> DEVICES = EventCodec.of(DeviceFact.class);
    private static final EventCodec<PresenceEvent> EVENTS = EventCodec.of(PresenceEvent.class);

    final ChatPartners chatPartners = new ChatPartners();
    final BlockList blocks = new BlockList();
    private final Set<String> alive = new HashSet<>(Set.of("own"));
    private Instant now = Instant.parse("2026-01-15T10:00:00Z");
    private final LatestHeartbeats heartbeats = new LatestHeartbeats(new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    });
    private final SimulatedPartition partition = new SimulatedPartition(
            Topics.PRESENCE_SESSIONS,
            PresenceTopics.JOURNAL,
            (number, state) -> new PresencePartition(
                    number,
                    state,
                    new PresencePartition.Environment(
                            RULES,
                            chatPartners,
                            blocks,
                            heartbeats,
                            new PresenceMetrics(new SimpleMeterRegistry()),
                            FormerChangelog.NONE)),
            now);

    /** Instances that give heartbeats of life from now on. */
    void alive(String... instances) {
        alive.addAll(List.of(instances));
    }

    void silent(String instance) {
        alive.remove(instance);
    }

    void opened(UUID user, String session, String gateway) {
        send(user, new SessionOpened(user, session, gateway, "phone", "websocket", now));
    }

    void closed(UUID user, String session, String gateway) {
        send(user, new SessionClosed(user, session, gateway, "transport-close", now));
    }

    /** The facts of a deleted account, as the reader of the users' events writes them. */
    void left(UUID user) {
        List<ProducerRecord<String, byte[]>> facts = new ArrayList<>();
        EventCodec<UserEvent> users = EventCodec.of(UserEvent.class);
        UserEvent deleted = new UserEvent.UserDeleted(user, 2, now);
        ConsumerRecord<String, byte[]> record =
                new ConsumerRecord<>("users", 0, 0, user.toString(), users.write(deleted));
        Envelope.put(record.headers(), Envelope.TYPE, users.types().nameOf(deleted));
        new DeparturesProjection(facts::addAll).apply(List.of(record));
        facts.forEach(fact -> partition.send(fact.key(), fact.value(), fact.headers()));
    }

    private void send(UUID key, SessionFact fact) {
        send(key.toString(), FACTS.write(fact), FACTS.types().nameOf(fact));
    }

    void send(String key, byte[] value, String type) {
        partition.send(
                key,
                value,
                Envelope.describe(new RecordHeaders(), Ids.next().toString(), type, "/test", now, Ids.PRIVATE_CHATS));
    }

    void advance(Duration time) {
        for (Instant until = now.plus(time); now.isBefore(until); ) {
            now = now.plus(BEAT);
            alive.forEach(instance -> heartbeats.received(instance, now));
            partition.advance(BEAT);
        }
    }

    /** A new owner of the partition. */
    void restart() {
        partition.restart();
    }

    SimulatedPartition partition() {
        return partition;
    }

    List<ProducerRecord<String, byte[]>> records() {
        return partition.read(Topics.PRESENCE_EVENTS.name());
    }

    /** The facts about devices since the last look. */
    List<DeviceFact> devices() {
        return partition.read(Topics.PRESENCE_DEVICES.name()).stream()
                .map(r -> DEVICES.read(r.headers(), r.value()).orElseThrow())
                .toList();
    }

    /** The events since the last look. */
    List<PresenceEvent> events() {
        return records().stream()
                .map(r -> EVENTS.read(r.headers(), r.value()).orElseThrow())
                .toList();
    }
}
