package io.livemarket.auth.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.livemarket.auth.config.AccountsProperties;
import io.livemarket.auth.domain.Account;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Limits the failed log-ins to one account. From one address a few may fail in a window, after which that address is
 * refused until the window has passed. From all addresses together many may fail, after which the account is slowed:
 * one further attempt for each part of the window, so that guessing from many addresses is bounded. An address from
 * which a log-in to the account succeeded is not slowed, so that strangers do not shut the owner out. In this
 * instance's memory.
 */
final class LoginLimits {

    /** How long an address is not slowed after a successful log-in or refresh. */
    private static final Duration KNOWN_FOR = Duration.ofDays(30);

    private static final Duration TURN_TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_WAITING = 20;
    private static final long RETRY_MS = 1_000;

    private final Attempts perAddress;
    private final Attempts perAccount;
    private final Cache<String, Boolean> known;
    private final LoadingCache<String, Semaphore> turns;
    private final Duration turnTimeout;

    LoginLimits(AccountsProperties.Limits limits) {
        this(limits, TURN_TIMEOUT);
    }

    /**
     * @param turnTimeout how long an attempt waits for other attempts of its account and address, which are verified
     *     one after another
     */
    LoginLimits(AccountsProperties.Limits limits, Duration turnTimeout) {
        this.turnTimeout = turnTimeout;
        perAddress = Attempts.perWindow(limits.failuresPerAccount(), limits.failuresWindow(), limits.tracked());
        perAccount = Attempts.evenly(limits.failuresFromAnywhere(), limits.failuresWindow(), limits.tracked());
        known = Caffeine.newBuilder()
                .maximumSize(limits.tracked())
                .expireAfterWrite(KNOWN_FOR)
                .build();
        turns = Caffeine.newBuilder().weakValues().build(_ -> new Semaphore(1, true));
    }

    /**
     * The target of attempts. The name and the e-mail address of an account have counts of their own: a common count
     * would confirm that an address belongs to a name. A name or address without an account is counted too, by a hash,
     * since it may be as long as a request.
     *
     * @param account the account's id; {@code key} where there is no account
     * @param key the key of the count
     */
    record Target(String account, String key) {

        static Target byName(Account account) {
            return new Target(account.userId().toString(), account.userId() + "/name");
        }

        static Target byEmail(Account account) {
            return new Target(account.userId().toString(), account.userId() + "/email");
        }

        /** @param field {@code name} or {@code email} */
        static Target unknown(String field, String text) {
            String key = field + "/" + hash(Account.folded(text));
            return new Target(key, key);
        }

        private static String hash(String text) {
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
                return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("SHA-256 is not available", e);
            }
        }
    }

    /** One attempt to log in, or to change the password or delete the account with the password. */
    interface Attempt<T> {
        T run() throws InterruptedException, java.util.concurrent.TimeoutException;
    }

    /**
     * Makes an attempt, which is counted only when it fails with {@code bad_credentials} or {@code wrong_password}.
     *
     * @throws ApiException {@code rate_limited}, with the time after which there is another attempt
     */
    <T> T attempt(Target target, String address, Attempt<T> attempt)
            throws InterruptedException, java.util.concurrent.TimeoutException {
        String here = place(target.key(), address);
        Semaphore turn = turns.get(here);
        if (turn.getQueueLength() >= MAX_WAITING || !turn.tryAcquire(turnTimeout.toMillis(), TimeUnit.MILLISECONDS)) {
            throw ApiException.retryAfter(ErrorCode.RATE_LIMITED, RETRY_MS);
        }
        try {
            return counted(target, address, attempt);
        } finally {
            turn.release();
        }
    }

    private <T> T counted(Target target, String address, Attempt<T> attempt)
            throws InterruptedException, java.util.concurrent.TimeoutException {
        String here = place(target.key(), address);
        boolean slowed = known.getIfPresent(place(target.account(), address)) == null;
        take(target.key(), here, slowed);
        boolean failed = false;
        try {
            return attempt.run();
        } catch (ApiException e) {
            failed = e.code() == ErrorCode.BAD_CREDENTIALS || e.code() == ErrorCode.WRONG_PASSWORD;
            throw e;
        } finally {
            if (!failed) {
                perAddress.giveBack(here);
                if (slowed) {
                    perAccount.giveBack(target.key());
                }
            }
        }
    }

    private void take(String key, String here, boolean slowed) {
        perAddress.take(here);
        if (slowed) {
            try {
                perAccount.take(key);
            } catch (ApiException e) {
                perAddress.giveBack(here);
                throw e;
            }
        }
    }

    /** Records a successful log-in or refresh: the account's owner uses this address. */
    void succeeded(String account, String address) {
        known.put(place(account, address), true);
    }

    /** The number of attempts that wait for other attempts of their target and address. */
    int waiting(Target target, String address) {
        return turns.get(place(target.key(), address)).getQueueLength();
    }

    private static String place(String account, String address) {
        return account + '@' + address;
    }
}
