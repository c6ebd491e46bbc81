package io.livemarket.gateway.socket;

import io.livemarket.gateway.config.GatewayProperties;
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
 * Brings a session that just connected up to date: fetches what it missed from a read model that is at least as far as this
 * instance had heard the log when the session was registered, for as long as it takes, and sends it at the pace of the client.
 */
final class Resumption {

    private static final Logger log = LoggerFactory.getLogger(Resumption.class);
    private static final long FIRST_PAUSE_MS = 50;
    private static final long LONGEST_PAUSE_MS = 2_000;
    private static final long LOOK_AGAIN_MS = 10;
    private static final int MAX_LOOKS = 500;
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
        fetch(session, positions.header(), FIRST_PAUSE_MS);
    }

    private void fetch(ClientSession session, String minOffsets, long pause) {
        if (!session.isConnected()) {
            return;
        }
        chats.undelivered(session.token(), settings.missed(), minOffsets).whenComplete((answer, failure) -> {
            if (failure == null && answer.isOk()) {
                resume(session, answer, MAX_LOOKS, () -> again(session, minOffsets, pause));
            } else {
                log.debug("What was missed could not be fetched: {}", failure == null ? answer.status() : failure.toString());
                again(session, minOffsets, pause);
            }
        });
    }

    private void again(ClientSession session, String minOffsets, long pause) {
        long jittered = pause / 2 + ThreadLocalRandom.current().nextLong(pause);
        later(jittered, () -> fetch(session, minOffsets, Math.min(2 * pause, LONGEST_PAUSE_MS)));
    }

    /** Waits until the log was heard as far as the answer knows it, so that both can be put into one order. */
    private void resume(ClientSession session, Answer answer, int looks, Runnable otherwise) {
        if (!session.isConnected()) {
            return;
        }
        if (looks > 0 && answer.offsets() != null && !positions.reach(answer.offsets())) {
            later(LOOK_AGAIN_MS, () -> resume(session, answer, looks - 1, otherwise));
            return;
        }
        try {
            session.inbox().resume(answer.body());
        } catch (JacksonException e) {
            log.error("chat-service answered with something that is not what was missed: {}", e.getClass().getSimpleName());
            otherwise.run();
            return;
        }
        pump(session);
    }

    private void pump(ClientSession session) {
        if (!session.isConnected()) {
            return;
        }
        if (session.inbox().pump()) {
            later(FORGET_AFTER.toMillis(), session.inbox()::forgetShown);
        } else {
            later(LOOK_AGAIN_MS, () -> pump(session));
        }
    }

    private void later(long millis, Runnable task) {
        timer.newTimeout(_ -> task.run(), millis, TimeUnit.MILLISECONDS);
    }
}
