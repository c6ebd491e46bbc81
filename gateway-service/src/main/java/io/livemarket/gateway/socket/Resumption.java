package io.livemarket.gateway.socket;

import io.livemarket.gateway.budgets.HeldBytes;
import io.livemarket.gateway.config.GatewayProperties;
import io.livemarket.gateway.delivery.MissedMessages;
import io.livemarket.gateway.delivery.ShownSeqs;
import io.livemarket.gateway.delivery.SocketBacklog;
import io.livemarket.gateway.kafka.LogPositions;
import io.livemarket.gateway.services.ChatReads.Answer;
import io.netty.util.Timer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Brings a connected session up to date: fetches missed messages until the answers include every event that the log had
 * at the CONNECT and that this instance had consumed at the registration of the session, and sends them at the pace of
 * the client. A late partition delays its own chats alone.
 */
final class Resumption {

    private static final Logger log = LoggerFactory.getLogger(Resumption.class);
    private static final long FIRST_PAUSE_MS = 50;
    /** Clients are up to date within seconds once a late partition has caught up. */
    private static final long LONGEST_PAUSE_MS = 1_000;
    /** Requests per second of all sessions of this instance, while many wait for late partitions. */
    private static final int MAX_FETCHES_PER_SECOND = 500;

    private static final long LOOK_AGAIN_MS = 10;
    private static final long LOOK_AGAIN_LATER_MS = 100;
    private static final int FREQUENT_LOOKS = 50;
    /** About 5 s; then an answer that is still ahead of the log is fetched again. */
    private static final int MAX_LOOKS = 95;
    /** After the first answer; then {@code reconnect} is sent although partitions are late. */
    private static final long GREET_WITHIN_MS = 3_000;
    /**
     * The time by which the log may be behind the read model; after it a missed message cannot be delivered a second
     * time.
     */
    private static final Duration FORGET_AFTER = Duration.ofSeconds(60);

    private final Missed missed;
    private final ConnectOffsets connectOffsets;
    private final LogPositions positions;
    private final ShownSeqs shownSeqs;
    private final HeldBytes bytes;
    private final Timer timer;
    private final GatewayProperties.Sockets settings;
    private final AtomicInteger inProgress = new AtomicInteger();

    /** Fetches missed messages. */
    interface Missed {

        /** Fetches up to {@code limit} messages; a read model of an earlier version must include {@code minOffsets}. */
        CompletableFuture<Answer> fetch(String token, int limit, String minOffsets);
    }

    /**
     * @param shownSeqs records the missed messages of users
     * @param bytes limits the bytes that wait for sockets
     */
    Resumption(
            Missed missed,
            ConnectOffsets connectOffsets,
            LogPositions positions,
            ShownSeqs shownSeqs,
            HeldBytes bytes,
            Timer timer,
            GatewayProperties.Sockets settings) {
        this.bytes = bytes;
        this.missed = missed;
        this.connectOffsets = connectOffsets;
        this.positions = positions;
        this.shownSeqs = shownSeqs;
        this.timer = timer;
        this.settings = settings;
    }

    /**
     * Begins the resumption. The session must be registered, so that events that are consumed from now on are held back
     * for it.
     */
    void begin(ClientSession session) {
        session.backlog().expect(positions.snapshot());
        inProgress.incrementAndGet();
        Resuming resuming = new Resuming(session, positions.header());
        if (session.backlog().knowsItsBegin()) {
            resuming.fetch();
        } else {
            resuming.findBegin();
        }
    }

    /** The resumption of one session. Its steps run one after another. */
    private final class Resuming {

        private final ClientSession session;
        private final SocketBacklog backlog;
        private final String minOffsets;
        private final HeldBytes.Held held;
        private long pause = FIRST_PAUSE_MS;
        private boolean answered;
        private boolean ended;
        /**
         * Whether an answer is kept until the log reaches it: its bytes are held although none of its messages can be
         * sent.
         */
        private volatile boolean isKept;

        private Resuming(ClientSession session, String minOffsets) {
            this.session = session;
            this.backlog = session.backlog();
            this.held = bytes.of(session.userId());
            this.minOffsets = minOffsets;
        }

        /**
         * Reads the end offsets, which the broker did not give at the CONNECT: nothing is shown before the broker
         * answers or is not waited for any more.
         */
        private void findBegin() {
            if (hasEnded()) {
                return;
            }
            if (connectOffsets.isGivenUp()) {
                fetch();
                return;
            }
            connectOffsets.later().whenComplete((ends, failure) -> {
                if (failure == null) {
                    backlog.beginLateAt(ends);
                    fetch();
                } else {
                    again(this::findBegin);
                }
            });
        }

        private void fetch() {
            if (hasEnded()) {
                return;
            }
            missed.fetch(session.token(), settings.missed(), minOffsets).whenComplete((answer, failure) -> {
                if (failure == null && answer.isOk()) {
                    read(answer);
                } else {
                    log.debug(
                            "Missed messages not fetched, they are fetched again: {}",
                            failure == null ? answer.status() : failure.toString());
                    again();
                }
            });
        }

        private void again() {
            again(this::fetch);
        }

        private void again(Runnable step) {
            long jittered = pause / 2 + ThreadLocalRandom.current().nextLong(pause);
            pause = Math.min(2 * pause, Math.max(LONGEST_PAUSE_MS, 1_000L * inProgress.get() / MAX_FETCHES_PER_SECOND));
            later(jittered, step);
        }

        /** Whether nothing is left to fetch or to wait for. */
        private boolean hasEnded() {
            if (!session.isConnected()) {
                held.release();
                end();
            }
            return ended;
        }

        private void end() {
            if (!ended) {
                ended = true;
                inProgress.decrementAndGet();
            }
        }

        private void read(Answer answer) {
            MissedMessages messages;
            try {
                MissedMessages all = MissedMessages.of(answer.body());
                messages = all.within(held.grow(all.bytes()));
            } catch (JacksonException | IllegalArgumentException e) {
                log.error(
                        "Unreadable answer of chat-service, missed messages are fetched again: {}",
                        e.getClass().getSimpleName());
                again();
                return;
            }
            shownSeqs.missed(session.userId(), messages);
            if (!answered) {
                answered = true;
                later(GREET_WITHIN_MS, () -> {
                    backlog.greetWithoutTheRest();
                    pump();
                });
            }
            merge(messages, 1);
        }

        private void merge(MissedMessages messages, int look) {
            if (hasEnded()) {
                return;
            }
            SocketBacklog.Outcome outcome = backlog.resume(messages, positions.snapshot());
            isKept = look < looksFor(outcome);
            pump();
            if (outcome == SocketBacklog.Outcome.ALL_RELEASED) {
                end();
            } else if (isKept) {
                later(look < FREQUENT_LOOKS ? LOOK_AGAIN_MS : LOOK_AGAIN_LATER_MS, () -> merge(messages, look + 1));
            } else {
                again();
            }
        }

        /** The number of looks at the log before the answer is discarded. */
        private static int looksFor(SocketBacklog.Outcome outcome) {
            return switch (outcome) {
                case LOG_IS_BEHIND -> MAX_LOOKS;
                case BOTH_ARE_BEHIND -> FREQUENT_LOOKS;
                case ANSWER_IS_BEHIND, ALL_RELEASED -> 0;
            };
        }

        private void pump() {
            if (!session.isConnected()) {
                held.release();
                return;
            }
            if (!backlog.pump()) {
                later(LOOK_AGAIN_MS, this::pump);
                return;
            }
            if (!isKept) {
                held.release();
            }
            if (backlog.isLive()) {
                later(FORGET_AFTER.toMillis(), backlog::forgetShown);
            }
        }
    }

    private void later(long millis, Runnable task) {
        timer.newTimeout(_ -> task.run(), millis, TimeUnit.MILLISECONDS);
    }
}
