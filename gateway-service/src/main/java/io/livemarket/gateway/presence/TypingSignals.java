package io.livemarket.gateway.presence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.livemarket.events.Ids;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.presence.TypingSignal;
import io.livemarket.events.presence.TypingSignal.TypingSignalled;
import io.netty.util.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the typing of users, at most once within a turn for each chat and user. Further signals of a turn are
 * dropped, except that the end of typing is published when the turn is over. Never blocks, and never fails: a lost
 * signal does no harm.
 */
public final class TypingSignals implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TypingSignals.class);
    private static final EventCodec<TypingSignal> SIGNALS = EventCodec.of(TypingSignal.class);
    private static final int MAX_WAITING = 1_000;

    private final Producer<String, byte[]> producer;
    private final Timer timer;
    private final Clock clock;
    private final PresenceMetrics metrics;
    private final Duration every;
    private final Cache<Key, Turn> turns;
    // The producer blocks while it knows no broker, and event loops must not block.
    private final ThreadPoolExecutor writer;

    private record Key(UUID chatId, UUID userId) {}

    /** Whether a turn has begun, the signal published in it, and the latest signal. */
    private static final class Turn {
        private boolean busy;
        private boolean sent;
        private boolean latest;
    }

    /**
     * @param every the length of a turn
     * @param tracked pairs of chat and user with a remembered turn
     */
    public TypingSignals(
            Producer<String, byte[]> producer,
            Timer timer,
            Clock clock,
            PresenceMetrics metrics,
            Duration every,
            int tracked) {
        this.producer = producer;
        this.timer = timer;
        this.clock = clock;
        this.metrics = metrics;
        this.every = every;
        this.turns = Caffeine.newBuilder()
                .maximumSize(tracked)
                .expireAfterAccess(every.multipliedBy(2))
                .build();
        this.writer = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MAX_WAITING),
                Thread.ofPlatform().daemon().name("typing-signals").factory(),
                (_, _) -> metrics.typingThrottled());
    }

    /** Takes a signal. Whether the user is in the chat is checked by presence-service. */
    public void signal(UUID userId, UUID chatId, boolean typing) {
        Key key = new Key(chatId, userId);
        Turn turn = turns.get(key, _ -> new Turn());
        synchronized (turn) {
            turn.latest = typing;
            if (turn.busy) {
                metrics.typingThrottled();
                return;
            }
            take(key, turn);
        }
    }

    private void take(Key key, Turn turn) {
        turn.busy = true;
        turn.sent = turn.latest;
        timer.newTimeout(_ -> endTurn(key, turn), every.toMillis(), TimeUnit.MILLISECONDS);
        boolean typing = turn.sent;
        writer.execute(() -> write(key, typing));
    }

    private void endTurn(Key key, Turn turn) {
        synchronized (turn) {
            turn.busy = false;
            if (turn.sent && !turn.latest) {
                take(key, turn);
            }
        }
    }

    private void write(Key key, boolean typing) {
        TypingSignalled signal = new TypingSignalled(
                key.chatId(), key.userId(), typing, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                Topics.PRESENCE_SIGNALS.name(), key.chatId().toString(), SIGNALS.write(signal));
        Envelope.describe(
                record.headers(),
                Ids.next().toString(),
                SIGNALS.types().nameOf(signal),
                "/gateway-service",
                signal.at(),
                key.chatId());
        try {
            producer.send(record);
        } catch (KafkaException | IllegalStateException e) {
            log.debug("Typing signal dropped, it could not be written: {}", e.toString());
        }
    }

    @Override
    public void close() {
        writer.shutdownNow();
    }
}
