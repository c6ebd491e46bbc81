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
 * Hashes a password again after a log-in, when its hash has other parameters than the configured ones or is not of the
 * canonical form. Hashes run one after another, outside the log-ins, which neither wait for it nor fail by it; a
 * password that does not fit into the queue is hashed again after a later log-in.
 */
final class Rehashing implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Rehashing.class);
    private static final int MAX_WAITING = 100;

    private final Function<AuthCommand, AuthResult> writer;
    private final PasswordHashing hashing;
    private final InstantSource clock;
    private final Set<UUID> inProgress = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_WAITING),
            Thread.ofPlatform().name("rehash-", 0).daemon().factory());

    Rehashing(Function<AuthCommand, AuthResult> writer, PasswordHashing hashing, InstantSource clock) {
        this.writer = writer;
        this.hashing = hashing;
        this.clock = clock;
        // Started here and not by the first request: Tomcat reports a thread that a request started as a leak.
        thread.prestartAllCoreThreads();
    }

    /** Queues a password that was verified against the account's hash. */
    void after(Account account, String password) {
        UUID userId = account.userId();
        if (!inProgress.add(userId)) {
            return;
        }
        try {
            thread.execute(() -> replace(account, password));
        } catch (RejectedExecutionException e) {
            inProgress.remove(userId);
            log.debug(
                    "Password hash not replaced, a later log-in retries it: user={}, waiting={}", userId, MAX_WAITING);
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
            log.warn("Password hash not replaced, a later log-in retries it: user={}, reason={}", userId, e.toString());
        } finally {
            inProgress.remove(userId);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
