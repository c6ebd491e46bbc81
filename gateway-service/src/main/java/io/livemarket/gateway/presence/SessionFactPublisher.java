package io.livemarket.gateway.presence;

import io.livemarket.events.Ids;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.presence.SessionFact;
import io.livemarket.events.presence.SessionFact.SessionClosed;
import io.livemarket.events.presence.SessionFact.SessionOpened;
import io.livemarket.kit.config.Phases;
import io.livemarket.kit.health.LifeSign;
import io.livemarket.kit.health.LifeSigns;
import io.livemarket.kit.kafka.HeartbeatWriter;
import io.livemarket.kit.kafka.TopicProvisioner;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Publishes the beginnings and ends of sessions of this gateway, and its heartbeats. Facts of one session reach the log
 * in order. A fact that could not be written is written again until it succeeds, unless the session ends before. While
 * too many facts wait there is no room for further sockets, so that the number of waiting facts is bounded by the limit
 * and the ends of the open sessions. Started before the port opens and stopped after the last socket is closed.
 * Thread-safe; nothing blocks the caller.
 */
public final class SessionFactPublisher implements SmartLifecycle, LifeSigns.Source {

    private static final Logger log = LoggerFactory.getLogger(SessionFactPublisher.class);
    private static final EventCodec<SessionFact> FACTS = EventCodec.of(SessionFact.class);
    private static final long RETRY_MILLIS = 200;
    private static final Duration LAST_FACTS = Duration.ofSeconds(3);

    private final Producer<String, byte[]> producer;
    private final TopicProvisioner topics;
    private final Clock clock;
    private final Duration heartbeat;
    private final String gatewayId;
    private final int most;

    // Guarded by this.
    private final Map<String, SessionOpened> open = new HashMap<>();
    private final ArrayDeque<SessionFact> queue = new ArrayDeque<>();
    private int inFlight;
    private boolean stopping;
    private boolean failing;

    private volatile @Nullable HeartbeatWriter heartbeats;
    private volatile @Nullable Thread writer;

    /**
     * A publisher.
     *
     * @param instance the name of this gateway; its id is another after each start, so that a new start does not keep
     *     the sessions of the previous one
     * @param most waiting facts at which there is no room
     */
    public SessionFactPublisher(
            Producer<String, byte[]> producer,
            TopicProvisioner topics,
            Clock clock,
            String instance,
            Duration heartbeat,
            int most) {
        this.producer = producer;
        this.topics = topics;
        this.clock = clock;
        this.heartbeat = heartbeat;
        this.most = most;
        this.gatewayId = instance + "/" + Ids.next();
    }

    /** The id of this start of the gateway. */
    public String gatewayId() {
        return gatewayId;
    }

    /** Publishes the beginning of a session. */
    public synchronized void opened(UUID userId, String sessionId, @Nullable String device, String transport) {
        SessionOpened fact = new SessionOpened(userId, sessionId, gatewayId, device, transport, now());
        open.put(sessionId, fact);
        add(fact);
    }

    /** Publishes the end of a session; does nothing for a session that is not open. */
    public synchronized void closed(String sessionId, String reason) {
        SessionOpened session = open.remove(sessionId);
        if (session != null) {
            add(new SessionClosed(session.userId(), sessionId, gatewayId, reason, now()));
        }
    }

    /** Publishes the beginning of a session again that was taken for lost, if it is open. */
    public synchronized void takenForLost(String sessionId) {
        SessionOpened session = open.get(sessionId);
        if (session != null) {
            SessionOpened again = new SessionOpened(
                    session.userId(), sessionId, gatewayId, session.device(), session.transport(), now());
            open.put(sessionId, again);
            add(again);
        }
    }

    /** Announces that this gateway is disconnecting its sockets. */
    public void drain() {
        HeartbeatWriter writing = heartbeats;
        if (writing != null) {
            writing.drain();
        }
    }

    /** The number of facts that are not in the log yet. */
    public synchronized int waiting() {
        return queue.size() + inFlight;
    }

    /** Whether another socket may connect. */
    public synchronized boolean hasRoom() {
        return waiting() < most;
    }

    private void add(SessionFact fact) {
        queue.add(fact);
        notifyAll();
    }

    private void run() {
        try {
            for (SessionFact next = take(); next != null; next = take()) {
                write(next);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable SessionFact take() throws InterruptedException {
        if (failing) {
            failing = false;
            wait(RETRY_MILLIS);
        }
        while (queue.isEmpty()) {
            if (stopping && inFlight == 0) {
                return null;
            }
            wait();
        }
        inFlight++;
        return queue.poll();
    }

    private void write(SessionFact fact) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                Topics.PRESENCE_SESSIONS.name(), fact.userId().toString(), FACTS.write(fact));
        Instant at = fact instanceof SessionOpened opened ? opened.openedAt() : ((SessionClosed) fact).closedAt();
        Envelope.describe(
                record.headers(),
                Ids.next().toString(),
                FACTS.types().nameOf(fact),
                "/" + gatewayId,
                at,
                fact.userId());
        try {
            producer.send(record, (_, failure) -> written(fact, failure));
        } catch (KafkaException | IllegalStateException e) {
            written(fact, e);
        }
    }

    /**
     * Repeats a failed fact, but not the beginning of a session that has ended: it is not needed, and must not follow
     * the end.
     */
    private synchronized void written(SessionFact fact, @Nullable Exception failure) {
        inFlight--;
        if (failure != null) {
            failing = true;
            log.warn("Session fact not written, it is tried again: {}", failure.toString());
            if (fact instanceof SessionClosed || fact.equals(open.get(fact.sessionId()))) {
                queue.add(fact);
            }
        }
        notifyAll();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public List<LifeSign> signs() {
        Thread writing = writer;
        return writing == null ? List.of() : List.of(LifeSign.of(writing, "writes no more sessions"));
    }

    @Override
    public void start() {
        topics.provision(List.of(Topics.PRESENCE_SESSIONS, Topics.PRESENCE_HEARTBEATS, Topics.PRESENCE_SIGNALS));
        HeartbeatWriter beating = new HeartbeatWriter(producer, gatewayId, clock);
        heartbeats = beating;
        beating.start(heartbeat);
        writer = Thread.ofPlatform().daemon().name("session-log").start(this::run);
    }

    /** Waits up to 3 s for the last facts; sessions whose end is lost end with the heartbeats of this gateway. */
    @Override
    public void stop() {
        Thread writing = writer;
        writer = null;
        if (writing == null) {
            return;
        }
        synchronized (this) {
            stopping = true;
            notifyAll();
        }
        try {
            if (!writing.join(LAST_FACTS)) {
                writing.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        HeartbeatWriter beating = heartbeats;
        if (beating != null) {
            beating.close();
        }
    }

    @Override
    public boolean isRunning() {
        return writer != null;
    }

    /** Before the web server opens its port. */
    @Override
    public int getPhase() {
        return Phases.ANSWERS;
    }
}
