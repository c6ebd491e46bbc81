package io.livemarket.gateway.services;

import io.livemarket.gateway.services.ChatReads.Answer;
import io.netty.util.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads from chat-service what connecting users missed: for a single user at once, and for all users that connect
 * within {@link #BETWEEN} of another one in one request. A chat-service that does not know such requests, an earlier
 * version, is asked for each user. Thread-safe.
 */
public final class MissedReads {

    private static final Logger log = LoggerFactory.getLogger(MissedReads.class);

    /** Requests follow each other at least so far apart, unless so many users wait as one request may name. */
    static final Duration BETWEEN = Duration.ofMillis(20);
    /** Users in one request. */
    static final int MOST = 50;

    private static final Duration EARLIER_VERSION_FOR = Duration.ofMinutes(1);
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int INTERNAL = 500;

    /** The two requests of chat-service. */
    interface Reads {

        CompletableFuture<Answer> undelivered(String token, int limit, String minOffsets);

        CompletableFuture<Answer> undeliveredOfMany(List<String> tokens, int limit);
    }

    private record Waiting(String token, int limit, String minOffsets, CompletableFuture<Answer> answer) {}

    private final Reads reads;
    private final Timer timer;
    private final LongSupplier nanos;
    private volatile long aloneUntil;

    // Guarded by this.
    private List<Waiting> waiting = new ArrayList<>();
    private long askedAt;
    private boolean armed;

    /** @param nanos {@link System#nanoTime} */
    MissedReads(Reads reads, Timer timer, LongSupplier nanos) {
        this.reads = reads;
        this.timer = timer;
        this.nanos = nanos;
        this.askedAt = nanos.getAsLong() - BETWEEN.toNanos();
        this.aloneUntil = askedAt;
    }

    /** Reads with a user's token what the user missed, at most so many messages. */
    public CompletableFuture<Answer> fetch(String token, int limit, String minOffsets) {
        Waiting user = new Waiting(token, limit, minOffsets, new CompletableFuture<>());
        ask(add(user));
        return user.answer();
    }

    /** The users that are to be asked for now. */
    private synchronized List<Waiting> add(Waiting user) {
        waiting.add(user);
        long wait = askedAt + BETWEEN.toNanos() - nanos.getAsLong();
        if (wait <= 0 || waiting.size() >= MOST) {
            return take();
        }
        if (!armed) {
            armed = true;
            timer.newTimeout(_ -> ask(takeLate()), wait, TimeUnit.NANOSECONDS);
        }
        return List.of();
    }

    private synchronized List<Waiting> takeLate() {
        armed = false;
        return take();
    }

    private List<Waiting> take() {
        List<Waiting> taken = waiting;
        if (!taken.isEmpty()) {
            waiting = new ArrayList<>();
            askedAt = nanos.getAsLong();
        }
        return taken;
    }

    private void ask(List<Waiting> users) {
        if (users.size() <= 1 || aloneUntil - nanos.getAsLong() > 0) {
            users.forEach(this::askAlone);
            return;
        }
        int limit = users.stream().mapToInt(Waiting::limit).max().getAsInt();
        reads.undeliveredOfMany(users.stream().map(Waiting::token).toList(), limit)
                .whenComplete((answer, failure) -> {
                    if (failure != null) {
                        users.forEach(user -> user.answer().completeExceptionally(failure));
                    } else if (answer.isOk()) {
                        share(answer, users);
                    } else if (answer.status() > INTERNAL) {
                        users.forEach(user -> user.answer().complete(answer));
                    } else {
                        if (answer.status() == NOT_FOUND || answer.status() == METHOD_NOT_ALLOWED) {
                            aloneUntil = nanos.getAsLong() + EARLIER_VERSION_FOR.toNanos();
                        }
                        // It was sent with the token of one of them, which may be what is refused; a fault may lie in
                        // what one of them missed.
                        users.forEach(this::askAlone);
                    }
                });
    }

    private void share(Answer answer, List<Waiting> users) {
        List<Answer> answers;
        try {
            answers = MissedAnswers.of(answer.body(), users.size());
        } catch (RuntimeException e) {
            log.error(
                    "chat-service's answer for {} users is unreadable and each is asked for alone: {}",
                    users.size(),
                    e.getClass().getSimpleName());
            users.forEach(this::askAlone);
            return;
        }
        for (int i = 0; i < users.size(); i++) {
            if (answers.get(i) == null) {
                askAlone(users.get(i));
            } else {
                users.get(i).answer().complete(answers.get(i));
            }
        }
    }

    private void askAlone(Waiting user) {
        reads.undelivered(user.token(), user.limit(), user.minOffsets()).whenComplete((answer, failure) -> {
            if (failure == null) {
                user.answer().complete(answer);
            } else {
                user.answer().completeExceptionally(failure);
            }
        });
    }
}
