package io.livemarket.gateway.services;

import io.livemarket.gateway.services.ChatReads.Answer;
import io.netty.util.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the missed messages of connecting users from chat-service: for a single user at once, and in one request for
 * all users that connect within {@link #BETWEEN} of another user. A chat-service of an earlier version, without
 * requests for many users, gets a request for each user. Thread-safe.
 */
public final class MissedReads {

    private static final Logger log = LoggerFactory.getLogger(MissedReads.class);

    /** The shortest time between two requests, unless as many users wait as one request may name. */
    static final Duration BETWEEN = Duration.ofMillis(20);
    /** The most users in one request. */
    static final int MOST = 50;

    private static final Duration EARLIER_VERSION_FOR = Duration.ofMinutes(1);
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int INTERNAL = 500;

    /** The two requests of chat-service for missed messages. */
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

    /** @param nanos a clock like {@link System#nanoTime} */
    MissedReads(Reads reads, Timer timer, LongSupplier nanos) {
        this.reads = reads;
        this.timer = timer;
        this.nanos = nanos;
        this.askedAt = nanos.getAsLong() - BETWEEN.toNanos();
        this.aloneUntil = askedAt;
    }

    /** Reads the missed messages of the user of a token, up to a limit. */
    public CompletableFuture<Answer> fetch(String token, int limit, String minOffsets) {
        Waiting user = new Waiting(token, limit, minOffsets, new CompletableFuture<>());
        ask(add(user));
        return user.answer();
    }

    /** The users to request for now. */
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
                        // The request carried the token of one of the users, which may be the refused one; or the
                        // failure lies in the messages of one of them.
                        users.forEach(this::askAlone);
                    }
                });
    }

    private void share(Answer answer, List<Waiting> users) {
        List<@Nullable Answer> answers;
        try {
            answers = MissedAnswers.of(answer.body(), users.size());
        } catch (RuntimeException e) {
            log.error(
                    "Unreadable answer of chat-service for {} users, which are requested one by one: {}",
                    users.size(),
                    e.getClass().getSimpleName());
            users.forEach(this::askAlone);
            return;
        }
        for (int i = 0; i < users.size(); i++) {
            Answer own = answers.get(i);
            if (own == null) {
                askAlone(users.get(i));
            } else {
                users.get(i).answer().complete(own);
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
