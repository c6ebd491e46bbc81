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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Says which sessions begin and end here, and that this gateway is alive. Facts of one session reach the log in order;
 * one that could not be written is written again for as long as it takes, unless the session is over meanwhile. When
 * too many wait there is no room for further sockets, so that what waits stays within the limit and the ends of those
 * that are open. Started before the port opens and stopped after the last socket is gone. Thread-safe; nothing blocks
 * the caller.
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
    private int underWay;
    private boolean stopping;
    private boolean failing;

    private volatile HeartbeatWriter alive;
    private volatile Thread writer;

    /**
     * A log.
     *
     * @param instance this gateway's name; its id is another after each start, so that a new start is not the old one's
     *     life
     * @param most facts that wait, from which on there is no room
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

    /** The name of this start of the gateway. */
    public String gatewayId() {
        return gatewayId;
    }

    /** A session began. */
    public synchronized void opened(UUID userId, String sessionId, String device, String transport) {
        SessionOpened fact = new SessionOpened(userId, sessionId, gatewayId, device, transport, now());
        open.put(sessionId, fact);
        add(fact);
    }

    /** A session ended; a no-op for one that is not open. */
    public synchronized void closed(String sessionId, String reason) {
        SessionOpened session = open.remove(sessionId);
        if (session != null) {
            add(new SessionClosed(session.userId(), sessionId, gatewayId, reason, now()));
        }
    }

    /** Somebody took a session for lost; if it is not, that is said. */
    public synchronized void takenForLost(String sessionId) {
        SessionOpened session = open.get(sessionId);
        if (session != null) {
            SessionOpened again = new SessionOpened(
                    session.userId(), sessionId, gatewayId, session.device(), session.transport(), now());
            open.put(sessionId, again);
            add(again);
        }
    }

    /** This gateway sends its sockets away. */
    public void drain() {
        HeartbeatWriter writing = alive;
        if (writing != null) {
            writing.drain();
        }
    }

    /** Facts that are not in the log yet. */
    public synchronized int waiting() {
        return queue.size() + underWay;
    }

    /** Whether another socket may be let in. */
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

    private synchronized SessionFact take() throws InterruptedException {
        if (failing) {
            failing = false;
            wait(RETRY_MILLIS);
        }
        while (queue.isEmpty()) {
            if (stopping && underWay == 0) {
                return null;
            }
            wait();
        }
        underWay++;
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

    /** The beginning of a session that is over need not be known, and must not follow its end. */
    private synchronized void written(SessionFact fact, Exception failure) {
        underWay--;
        if (failure != null) {
            failing = true;
            log.warn("A session's fact could not be written and is tried again: {}", failure.toString());
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
        alive = new HeartbeatWriter(producer, gatewayId, clock);
        alive.start(heartbeat);
        writer = Thread.ofPlatform().daemon().name("session-log").start(this::run);
    }

    /** Waits a moment for the last facts; what is lost all the same ends with this gateway's signs of life. */
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
        alive.close();
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
