package io.livemarket.gateway.socket;

import io.livemarket.gateway.config.GatewayProperties;
import io.livemarket.gateway.delivery.Inbox;
import io.livemarket.gateway.delivery.MissedMessages;
import io.livemarket.gateway.kafka.LogPositions;
import io.livemarket.gateway.services.ChatReads;
import io.livemarket.gateway.services.ChatReads.Answer;
import io.netty.util.Timer;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Brings a session that just connected up to date: fetches what it missed until the answers hold everything that this instance
 * had heard of the log when the session was registered, and sends it at the pace of the client. A partition of which that is
 * late holds up its own chats alone.
 */
final class Resumption {

    private static final Logger log = LoggerFactory.getLogger(Resumption.class);
    private static final long FIRST_PAUSE_MS = 50;
    private static final long LONGEST_PAUSE_MS = 2_000;
    /** Once the client was sent {@code reconnect}, of a partition that stays late. */
    private static final long LONGEST_PAUSE_GREETED_MS = 5_000;
    private static final long LOOK_AGAIN_MS = 10;
    private static final int MAX_LOOKS = 50;
    /** After the first answer; then {@code reconnect} goes out though partitions are late. */
    private static final long GREET_WITHIN_MS = 3_000;
    /** How far the log may come behind the read model; then a message can't come a second time. */
    private static final Duration FORGET_AFTER = Duration.ofSeconds(60);

    private final ChatReads chats;
    private final LogPositions positions;
    private final Timer timer;
    private final GatewayProperties.Sockets settings;

    Resumption(ChatReads chats, LogPositions positions, Timer timer, GatewayProperties.Sockets settings) {
        this.chats = chats;
        this.positions = positions;
        this.timer = timer;
        this.settings = settings;
    }

    /** Begins; the session must be registered, so that whatever is heard from now on is held back for it. */
    void begin(ClientSession session) {
        session.inbox().expect(positions.snapshot());
        new Resuming(session, positions.header()).fetch();
    }

    /** One session on its way to being up to date. Its steps follow one another. */
    private final class Resuming {

        private final ClientSession session;
        private final Inbox inbox;
        private final String minOffsets;
        private long pause = FIRST_PAUSE_MS;
        private boolean answered;

        private Resuming(ClientSession session, String minOffsets) {
            this.session = session;
            this.inbox = session.inbox();
            this.minOffsets = minOffsets;
        }

        private void fetch() {
            if (!session.isConnected()) {
                return;
            }
            chats.undelivered(session.token(), settings.missed(), minOffsets).whenComplete((answer, failure) -> {
                if (failure == null && answer.isOk()) {
                    read(answer);
                } else {
                    log.debug("What was missed could not be fetched: {}",
                            failure == null ? answer.status() : failure.toString());
                    again();
                }
            });
        }

        private void again() {
            long jittered = pause / 2 + ThreadLocalRandom.current().nextLong(pause);
            pause = Math.min(2 * pause, inbox.isGreeted() ? LONGEST_PAUSE_GREETED_MS : LONGEST_PAUSE_MS);
            later(jittered, this::fetch);
        }

        private void read(Answer answer) {
            MissedMessages missed;
            try {
                missed = MissedMessages.of(answer.body());
            } catch (JacksonException | IllegalArgumentException e) {
                log.error("chat-service answered with something that is not what was missed: {}", e.getClass().getSimpleName());
                again();
                return;
            }
            if (!answered) {
                answered = true;
                later(GREET_WITHIN_MS, () -> {
                    inbox.greetWithoutTheRest();
                    pump();
                });
            }
            merge(missed, MAX_LOOKS);
        }

        private void merge(MissedMessages missed, int looks) {
            if (!session.isConnected()) {
                return;
            }
            Inbox.Outcome outcome = inbox.resume(missed, positions.snapshot());
            pump();
            if (outcome == Inbox.Outcome.LOG_IS_BEHIND && looks > 0) {
                later(LOOK_AGAIN_MS, () -> merge(missed, looks - 1));
            } else if (outcome != Inbox.Outcome.ALL_RELEASED) {
                again();
            }
        }

        private void pump() {
            if (!session.isConnected()) {
                return;
            }
            if (!inbox.pump()) {
                later(LOOK_AGAIN_MS, this::pump);
            } else if (inbox.isLive()) {
                later(FORGET_AFTER.toMillis(), inbox::forgetShown);
            }
        }
    }

    private void later(long millis, Runnable task) {
        timer.newTimeout(_ -> task.run(), millis, TimeUnit.MILLISECONDS);
    }
}
