package io.livemarket.presence.kafka;

import io.livemarket.events.Json;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.kafka.UnreadableRecordException;
import io.livemarket.events.presence.Heartbeat;
import io.livemarket.events.presence.Heartbeat.InstanceAlive;
import io.livemarket.events.presence.SessionFact;
import io.livemarket.events.presence.SessionFact.SessionClosed;
import io.livemarket.events.presence.SessionFact.SessionOpened;
import io.livemarket.presence.domain.Decision;
import io.livemarket.presence.domain.Happening;
import io.livemarket.presence.domain.Hearing;
import io.livemarket.presence.domain.PresenceDecider;
import io.livemarket.presence.domain.UserPresence;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what follows from the sessions of one partition's users and from the silence of gateways. State, events and offsets
 * are committed in one transaction. What was heard of instances is in memory alone: after a start everybody has time to be
 * heard.
 */
final class PresenceProcessor implements Processor<String, byte[], String, byte[]> {

    private static final Logger log = LoggerFactory.getLogger(PresenceProcessor.class);
    private static final EventCodec<SessionFact> FACTS = EventCodec.of(SessionFact.class);
    private static final EventCodec<Heartbeat> HEARTBEATS = EventCodec.of(Heartbeat.class);

    private final PresenceRules rules;
    private final BlockList blocks;
    private final PresenceMetrics metrics;
    private final Hearing hearing;
    private ProcessorContext<String, byte[]> context;
    private KeyValueStore<String, byte[]> users;
    private PresenceIndex index;
    private PresenceOutbox outbox;
    private Cancellable ticking;

    PresenceProcessor(PresenceRules rules, BlockList blocks, PresenceMetrics metrics) {
        this.rules = rules;
        this.blocks = blocks;
        this.metrics = metrics;
        this.hearing = new Hearing(rules.lostAfter(), rules.deafAfter());
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        this.context = context;
        users = context.getStateStore(PresenceTopology.USERS);
        index = new PresenceIndex(
                context.getStateStore(PresenceTopology.GATEWAYS), context.getStateStore(PresenceTopology.DUE));
        outbox = new PresenceOutbox(context, context.getStateStore(PresenceTopology.PARTNERS), blocks);
        index.gateways().forEach(gateway -> hearing.knowsOf(gateway, now()));
        tickWhileNeeded();
    }

    @Override
    public void process(Record<String, byte[]> record) {
        String topic = context.recordMetadata().orElseThrow().topic();
        try {
            if (Topics.PRESENCE_HEARTBEATS.name().equals(topic)) {
                HEARTBEATS.read(record.headers(), record.value()).ifPresent(this::heard);
            } else {
                said(record);
            }
        } catch (UnreadableRecordException e) {
            log.error("A record of {} that nobody can read goes to the dead letters: {}", topic, e.getMessage());
            context.forward(record, PresenceTopology.DEAD_LETTERS);
        }
    }

    private void heard(Heartbeat heartbeat) {
        switch (heartbeat) {
            case InstanceAlive alive -> hearing.heard(alive.instance(), alive.at(), now());
        }
        judge();
    }

    private void said(Record<String, byte[]> record) {
        Optional<SessionFact> read = FACTS.read(record.headers(), record.value());
        if (read.isPresent() && !read.get().userId().toString().equals(record.key())) {
            throw new UnreadableRecordException("a session under another user's key", null);
        }
        read.ifPresent(fact -> {
            switch (fact) {
                case SessionOpened opened -> {
                    hearing.knowsOf(opened.gatewayId(), now());
                    apply(opened.userId(), new Happening.Opened(opened));
                }
                case SessionClosed closed -> apply(closed.userId(), new Happening.Closed(closed));
            }
        });
        tickWhileNeeded();
    }

    /** What follows from silence and from the time that passed; nothing while this ear does not hear. */
    private void judge() {
        Instant now = now();
        if (!hearing.isCurrent(now)) {
            return;
        }
        for (Hearing.Silent silent : hearing.takeSilent(now)) {
            var affected = index.usersOf(silent.instance());
            if (!affected.isEmpty()) {
                log.warn("{} is silent since {}; {} users were there", silent.instance(), silent.lastHeardAt(),
                        affected.size());
                metrics.gatewayLost();
                affected.forEach(user -> apply(user,
                        new Happening.GatewayLost(silent.instance(), silent.lastHeardAt(), now)));
            }
        }
        index.dueBy(now).forEach(user -> apply(user, new Happening.TimePassed(now)));
        tickWhileNeeded();
    }

    private void apply(UUID userId, Happening happening) {
        byte[] stored = users.get(userId.toString());
        UserPresence before = stored == null ? UserPresence.unknown(userId) : Json.read(stored, UserPresence.class);
        Decision decision = PresenceDecider.decide(before, happening, rules.debounce());
        UserPresence next = decision.next();
        if (!next.equals(before)) {
            users.put(userId.toString(), Json.bytes(next));
            index.changed(before, next);
            outbox.write(happening, decision.events());
            metrics.decided(before, decision);
        }
    }

    /** Runs only while somebody's time will come: every turn of a schedule costs a transaction. */
    private void tickWhileNeeded() {
        boolean needed = index.hasDue();
        if (needed && ticking == null) {
            ticking = context.schedule(rules.tick(), PunctuationType.WALL_CLOCK_TIME, _ -> judge());
        } else if (!needed && ticking != null) {
            ticking.cancel();
            ticking = null;
        }
    }

    private Instant now() {
        return Instant.ofEpochMilli(context.currentSystemTimeMs());
    }
}
