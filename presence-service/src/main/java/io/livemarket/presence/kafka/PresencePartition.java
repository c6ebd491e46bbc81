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
import io.livemarket.presence.domain.Happening;
import io.livemarket.presence.domain.Hearing;
import io.livemarket.presence.domain.PresenceDecider;
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
 * Decides what follows from the sessions of one partition's users, from the silence of gateways and from the time that
 * passes. What was heard of instances is in memory alone: after a start every instance has time to be heard.
 */
final class PresencePartition implements PartitionDecider {

    private static final Logger log = LoggerFactory.getLogger(PresencePartition.class);
    private static final EventCodec<SessionFact> FACTS = EventCodec.of(SessionFact.class);
    private static final EventCodec<LeavingFact> LEAVING = EventCodec.of(LeavingFact.class);
    private final int partition;
    private final Environment environment;
    private final PresenceState users;
    private final TakeOver takeOver;
    private final Hearing hearing;
    private Instant heardUntil = Instant.MIN;
    private long judgeAt;

    /** What deciders of all partitions share. */
    record Environment(
            PresenceRules rules,
            Company company,
            BlockList blocks,
            SignsOfLife signs,
            PresenceMetrics metrics,
            FormerChangelog former) {}

    PresencePartition(int partition, PartitionState state, Environment environment) {
        this.partition = partition;
        this.environment = environment;
        this.users = new PresenceState(state);
        this.takeOver = new TakeOver(state);
        this.hearing =
                new Hearing(environment.rules().lostAfter(), environment.rules().deafAfter());
    }

    @Override
    public void prepare(BooleanSupplier goOn) {
        takeOver.once(() -> environment.former().read(partition, goOn).values().forEach(users::restore));
    }

    @Override
    public void decide(ConsumerRecord<String, byte[]> record, Outputs outputs, long nowMillis) {
        Instant now = Instant.ofEpochMilli(nowMillis);
        hearing.backlog(Instant.ofEpochMilli(record.timestamp()), now);
        try {
            switch (read(record).orElse(null)) {
                case SessionOpened opened -> {
                    hearing.knowsOf(opened.gatewayId(), now);
                    apply(opened.userId(), new Happening.Opened(opened), outputs, nowMillis);
                }
                case SessionClosed closed -> apply(closed.userId(), new Happening.Closed(closed), outputs, nowMillis);
                case null ->
                    left(record)
                            .ifPresent(fact ->
                                    apply(fact.userId(), new Happening.Left(fact.leftAt()), outputs, nowMillis));
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

    /** Due while a user is there, or the time of one will come. */
    @Override
    public long dueAt() {
        return users.index().isEmpty() ? NEVER : judgeAt;
    }

    @Override
    public void due(Outputs outputs, long nowMillis) {
        judgeAt = nowMillis + environment.rules().tick().toMillis();
        Instant now = Instant.ofEpochMilli(nowMillis);
        users.index().gateways().forEach(gateway -> hearing.knowsOf(gateway, now));
        for (SignsOfLife.Sign sign : environment.signs().after(heardUntil)) {
            hearing.heard(sign.instance(), sign.writtenAt(), sign.readAt());
            heardUntil = sign.readAt();
        }
        judge(outputs, now);
    }

    /** What follows from silence and from the time that passed; nothing while signs of life or sessions are behind. */
    private void judge(Outputs outputs, Instant now) {
        if (!hearing.isCurrent(now)) {
            return;
        }
        for (Hearing.Silent silent : hearing.takeSilent(now)) {
            List<UUID> affected = users.index().usersOf(silent.instance());
            if (!affected.isEmpty()) {
                log.warn(
                        "{} is silent since {}; {} users were there",
                        silent.instance(),
                        silent.lastHeardAt(),
                        affected.size());
                environment.metrics().gatewayLost();
                Happening lost = new Happening.GatewayLost(silent.instance(), silent.lastHeardAt(), now);
                affected.forEach(user -> apply(user, lost, outputs, now.toEpochMilli()));
            }
        }
        users.index()
                .dueBy(now)
                .forEach(user -> apply(user, new Happening.TimePassed(now), outputs, now.toEpochMilli()));
    }

    private void apply(UUID userId, Happening happening, Outputs outputs, long nowMillis) {
        UserPresence before = users.get(userId);
        Decision decision =
                PresenceDecider.decide(before, happening, environment.rules().debounce());
        if (!decision.next().equals(before)) {
            users.put(before, decision.next());
            PresenceOutbox outbox = new PresenceOutbox(outputs, environment.company(), environment.blocks(), nowMillis);
            decision.events().forEach(event -> outbox.write(happening, event));
            environment.metrics().decided(before, decision);
        }
    }
}
