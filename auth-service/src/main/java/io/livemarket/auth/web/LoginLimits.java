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
 * How often log-ins to one account may fail. From one address a few times in a window, after which that address is
 * refused until the window has passed. From all addresses together many times, after which the account is slowed: one
 * further attempt for each part of the window, so that guessing from many addresses is bounded. An address from which
 * the account logged in well is not slowed, so that strangers do not shut the owner out. In this instance's memory.
 */
final class LoginLimits {

    /** How long a good log-in or refresh keeps an address free. */
    private static final Duration KNOWN = Duration.ofDays(30);

    private static final Duration TURN = Duration.ofSeconds(5);
    private static final int WAITING = 20;
    private static final long RETRY_MS = 1_000;

    private final Attempts perAddress;
    private final Attempts perAccount;
    private final Cache<String, Boolean> known;
    private final LoadingCache<String, Semaphore> turns;
    private final Duration patience;

    LoginLimits(AccountsProperties.Limits limits) {
        this(limits, TURN);
    }

    /**
     * @param patience how long an attempt waits for others of its account and address, which are verified one after
     *     another
     */
    LoginLimits(AccountsProperties.Limits limits, Duration patience) {
        this.patience = patience;
        perAddress = Attempts.perWindow(limits.failuresPerAccount(), limits.failuresWindow(), limits.tracked());
        perAccount = Attempts.evenly(limits.failuresFromAnywhere(), limits.failuresWindow(), limits.tracked());
        known = Caffeine.newBuilder()
                .maximumSize(limits.tracked())
                .expireAfterWrite(KNOWN)
                .build();
        turns = Caffeine.newBuilder().weakValues().build(_ -> new Semaphore(1, true));
    }

    /**
     * What attempts are counted for. The name and the address of an account are counted apart: a common count would
     * confirm which address belongs to a name. What belongs to no account is counted as what does, by a hash, since it
     * may be as long as a request.
     *
     * @param account its id
     * @param key of the count
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

    /** One attempt to log in, or to show by the password that one may change it. */
    interface Attempt<T> {
        T run() throws InterruptedException, java.util.concurrent.TimeoutException;
    }

    /**
     * Makes an attempt; it counts when it fails with {@code bad_credentials} or {@code wrong_password}, and only then.
     *
     * @throws ApiException {@code rate_limited}, with the time after which there is another attempt
     */
    <T> T attempt(Target target, String address, Attempt<T> attempt)
            throws InterruptedException, java.util.concurrent.TimeoutException {
        String here = place(target.key(), address);
        Semaphore turn = turns.get(here);
        if (turn.getQueueLength() >= WAITING || !turn.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
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

    /** Notes that the account's owner is at that address, by a good log-in or refresh. */
    void succeeded(String account, String address) {
        known.put(place(account, address), true);
    }

    /** Attempts that wait for others of their account and address. */
    int waiting(Target target, String address) {
        return turns.get(place(target.key(), address)).getQueueLength();
    }

    private static String place(String account, String address) {
        return account + '@' + address;
    }
}
