package io.livemarket.presence.kafka;

import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.UnreadableRecordException;
import io.livemarket.events.presence.LeavingFact;
import io.livemarket.events.presence.LeavingFact.UserLeft;
import io.livemarket.events.presence.SessionFact;
import io.livemarket.events.presence.SessionFact.SessionClosed;
import io.livemarket.events.presence.SessionFact.SessionOpened;
import io.livemarket.kit.engine.FormerChangelog;
import io.livemarket.kit.engine.Outputs;
import io.livemarket.kit.engine.PartitionDecider;
import io.livemarket.kit.engine.PartitionState;
import io.livemarket.kit.engine.TakeOver;
import io.livemarket.presence.domain.Decision;
import io.livemarket.presence.domain.HeartbeatMonitor;
import io.livemarket.presence.domain.PresenceDecider;
import io.livemarket.presence.domain.PresenceTrigger;
import io.livemarket.presence.domain.UserPresence;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides the presence of one partition's users: on session facts, on lost gateways and when a debounce ends. The
 * heartbeats of instances are in memory alone: after a start every instance has the full time to send one.
 */
final class PresencePartition implements PartitionDecider {

    private static final Logger log = LoggerFactory.getLogger(PresencePartition.class);
    private static final EventCodec<SessionFact> FACTS = EventCodec.of(SessionFact.class);
    private static final EventCodec<LeavingFact> LEAVING = EventCodec.of(LeavingFact.class);
    private final int partition;
    private final Environment environment;
    private final PresenceState users;
    private final TakeOver takeOver;
    private final HeartbeatMonitor monitor;
    private Instant readUntil = Instant.MIN;
    private long nextCheckAt;

    /** The collaborators that the partitions of an instance share. */
    record Environment(
            PresenceTiming timing,
            ChatPartners chatPartners,
            BlockList blocks,
            LatestHeartbeats heartbeats,
            PresenceMetrics metrics,
            FormerChangelog former) {}

    PresencePartition(int partition, PartitionState state, Environment environment) {
        this.partition = partition;
        this.environment = environment;
        this.users = new PresenceState(state);
        this.takeOver = new TakeOver(state);
        this.monitor = new HeartbeatMonitor(
                environment.timing().lostAfter(), environment.timing().staleAfter());
    }

    @Override
    public void prepare(BooleanSupplier goOn) {
        takeOver.once(() -> environment.former().read(partition, goOn).values().forEach(users::restore));
    }

    @Override
    public void decide(ConsumerRecord<String, byte[]> record, Outputs outputs, long nowMillis) {
        Instant now = Instant.ofEpochMilli(nowMillis);
        monitor.factRead(Instant.ofEpochMilli(record.timestamp()), now);
        try {
            switch (read(record).orElse(null)) {
                case SessionOpened opened -> {
                    monitor.register(opened.gatewayId(), now);
                    apply(opened.userId(), new PresenceTrigger.Opened(opened), outputs, nowMillis);
                }
                case SessionClosed closed ->
                    apply(closed.userId(), new PresenceTrigger.Closed(closed), outputs, nowMillis);
                case null ->
                    left(record)
                            .ifPresent(fact ->
                                    apply(fact.userId(), new PresenceTrigger.Left(fact.leftAt()), outputs, nowMillis));
            }
        } catch (UnreadableRecordException e) {
            log.error("Unreadable session fact sent to the dead letter topic: {}", e.getMessage());
            outputs.deadLetter(record, e.getMessage());
        }
    }

    private static Optional<SessionFact> read(ConsumerRecord<String, byte[]> record) {
        Optional<SessionFact> fact = FACTS.read(record.headers(), record.value());
        fact.ifPresent(session -> checkKey(session.userId(), record));
        return fact;
    }

    private static Optional<UserLeft> left(ConsumerRecord<String, byte[]> record) {
        Optional<UserLeft> left = LEAVING.read(record.headers(), record.value()).map(UserLeft.class::cast);
        left.ifPresent(fact -> checkKey(fact.userId(), record));
        return left;
    }

    private static void checkKey(UUID user, ConsumerRecord<String, byte[]> record) {
        if (!user.toString().equals(record.key())) {
            throw new UnreadableRecordException("a session under another user's key", null);
        }
    }

    /** The next check; {@link PartitionDecider#NEVER} while no user has a session or a debounce. */
    @Override
    public long dueAt() {
        return users.index().isEmpty() ? NEVER : nextCheckAt;
    }

    @Override
    public void due(Outputs outputs, long nowMillis) {
        nextCheckAt = nowMillis + environment.timing().tick().toMillis();
        Instant now = Instant.ofEpochMilli(nowMillis);
        users.index().gateways().forEach(gateway -> monitor.register(gateway, now));
        for (LatestHeartbeats.Entry heartbeat : environment.heartbeats().after(readUntil)) {
            monitor.received(heartbeat.instance(), heartbeat.writtenAt(), heartbeat.readAt());
            readUntil = heartbeat.readAt();
        }
        check(outputs, now);
    }

    /** Decides on lost gateways and ended debounces; does nothing while heartbeats or session facts are behind. */
    private void check(Outputs outputs, Instant now) {
        if (!monitor.isCurrent(now)) {
            return;
        }
        for (HeartbeatMonitor.Silent silent : monitor.removeSilent(now)) {
            List<UUID> affected = users.index().usersOf(silent.instance());
            if (!affected.isEmpty()) {
                log.warn(
                        "Gateway lost, its sessions end: instance={}, lastHeartbeat={}, users={}",
                        silent.instance(),
                        silent.lastHeardAt(),
                        affected.size());
                environment.metrics().gatewayLost();
                PresenceTrigger lost = new PresenceTrigger.GatewayLost(silent.instance(), silent.lastHeardAt(), now);
                affected.forEach(user -> apply(user, lost, outputs, now.toEpochMilli()));
            }
        }
        users.index()
                .dueBy(now)
                .forEach(user -> apply(user, new PresenceTrigger.TimePassed(now), outputs, now.toEpochMilli()));
    }

    private void apply(UUID userId, PresenceTrigger trigger, Outputs outputs, long nowMillis) {
        UserPresence before = users.get(userId);
        Decision decision =
                PresenceDecider.decide(before, trigger, environment.timing().debounce());
        if (!decision.next().equals(before)) {
            users.put(before, decision.next());
            PresenceOutbox outbox =
                    new PresenceOutbox(outputs, environment.chatPartners(), environment.blocks(), nowMillis);
            decision.events().forEach(event -> outbox.publish(trigger, event));
            environment.metrics().decided(before, decision);
        }
    }
}
