package io.livemarket.auth.web;

import io.livemarket.auth.domain.Account;
import io.livemarket.auth.domain.AuthCommand;
import io.livemarket.auth.domain.AuthResult;
import io.livemarket.auth.tokens.PasswordHashing;
import io.livemarket.kit.web.ApiException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hashes a password anew after a log-in that showed it, where its hash has other parameters than the configured ones,
 * or another spelling. One after another beside the log-ins, of which none waits for it or fails by it; what does not
 * fit into the queue waits for its next log-in.
 */
final class Rehashing implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Rehashing.class);
    private static final int WAITING = 100;

    private final Function<AuthCommand, AuthResult> writer;
    private final PasswordHashing hashing;
    private final InstantSource clock;
    private final Set<UUID> underway = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofPlatform().name("rehash-", 0).daemon().factory());

    Rehashing(Function<AuthCommand, AuthResult> writer, PasswordHashing hashing, InstantSource clock) {
        this.writer = writer;
        this.hashing = hashing;
        this.clock = clock;
        // Not by the first request: Tomcat takes a thread that a request started for a leak of the web application.
        thread.prestartAllCoreThreads();
    }

    /** Takes a password that was verified against the account's hash. */
    void after(Account account, String password) {
        UUID userId = account.userId();
        if (!underway.add(userId)) {
            return;
        }
        try {
            thread.execute(() -> replace(account, password));
        } catch (RejectedExecutionException e) {
            underway.remove(userId);
            log.debug("The password hash of {} is replaced at a later log-in: {} others wait", userId, WAITING);
        }
    }

    private void replace(Account account, String password) {
        UUID userId = account.userId();
        try {
            if (hashing.isOutdated(password, account.passwordHash())) {
                AuthResult _ = writer.apply(new AuthCommand.ReplacePasswordHash(
                        userId,
                        account.passwordMark(),
                        hashing.hash(password),
                        clock.instant().truncatedTo(ChronoUnit.MILLIS)));
            }
        } catch (ApiException | CompletionException e) {
            log.warn(
                    "The password hash of {} could not be replaced now, and is at a later log-in: {}",
                    userId,
                    e.toString());
        } finally {
            underway.remove(userId);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
