package io.livemarket.auth.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.livemarket.auth.config.AccountsProperties;
import io.livemarket.auth.domain.Account;
import io.livemarket.auth.tokens.PasswordHashing;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoginsTest {

    private static final String HOME = "192.0.2.1";
    private static final int TOGETHER = 10;

    private final PasswordHashing hashing = new PasswordHashing(new AccountsProperties.Hashing(7_168, 1, 1, 1, 100));
    private final Account ana = new Account(
            UUID.randomUUID(),
            1,
            1,
            "ana",
            "ana@example.org",
            hashing.hash("correct horse"),
            null,
            List.of("user"),
            Instant.EPOCH,
            Instant.EPOCH,
            Instant.EPOCH);
    private final LoginLimits limits = new LoginLimits(
            new AccountsProperties.Limits(
                    5, 20, Duration.ofMinutes(15), 1, 1, 1, 20, 30, 6_000, List.of("127.0.0.0/8"), 1_000),
            Duration.ofMinutes(1));

    @AfterEach
    void stop() {
        hashing.close();
    }

    /** Kafka answers only when all of them wait for it, which none of them would see in a turn of its own. */
    @Test
    void simultaneousLogInsWaitForFreshAccountsInParallel() throws Exception {
        CountDownLatch waiting = new CountDownLatch(TOGETHER);
        Logins logins = logins(() -> {
            waiting.countDown();
            if (!waiting.await(30, TimeUnit.SECONDS)) {
                throw new TimeoutException("The other log-ins wait for their turns");
            }
        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Account>> attempts = new ArrayList<>();
            for (int i = 0; i < TOGETHER; i++) {
                attempts.add(threads.submit(() -> logins.verify(login("correct horse"), HOME)));
            }
            for (Future<Account> attempt : attempts) {
                assertThat(attempt.get(60, TimeUnit.SECONDS)).isEqualTo(ana);
            }
        }
    }

    @Test
    void wrongPasswordsAreCountedAndFurtherOnesRefused() throws Exception {
        Logins logins = logins(() -> {});
        for (int i = 0; i < 5; i++) {
            refused(logins, "wrong horse", ErrorCode.BAD_CREDENTIALS);
        }
        refused(logins, "correct horse", ErrorCode.RATE_LIMITED);
    }

    /** Failed log-ins of a known name must not show which address belongs to it. */
    @Test
    void failedLogInsByNameDoNotConfirmTheAddress() throws Exception {
        Logins logins = logins(() -> {});
        for (int i = 0; i < 6; i++) {
            refused(logins, "wrong horse", i < 5 ? ErrorCode.BAD_CREDENTIALS : ErrorCode.RATE_LIMITED);
        }
        for (String address : List.of("ana@example.org", "nobody@example.org")) {
            for (int i = 0; i < 6; i++) {
                refused(
                        logins,
                        new Requests.Login(null, address, "wrong horse"),
                        i < 5 ? ErrorCode.BAD_CREDENTIALS : ErrorCode.RATE_LIMITED);
            }
        }
    }

    /**
     * An address that is given as a name belongs to no account, and must not share the count of one that does not
     * exist.
     */
    @Test
    void anAddressGivenAsANameDoesNotConfirmIt() throws Exception {
        Logins logins = logins(() -> {});
        for (String address : List.of("ana@example.org", "nobody@example.org")) {
            for (int i = 0; i < 5; i++) {
                refused(logins, new Requests.Login(address, null, "wrong horse"), ErrorCode.BAD_CREDENTIALS);
            }
            refused(logins, new Requests.Login(null, address, "wrong horse"), ErrorCode.BAD_CREDENTIALS);
        }
    }

    @Test
    void aLogInWithAReplacedHashIsVerifiedAgain() throws Exception {
        List<Account> opened = new ArrayList<>();
        String session = logins(() -> {}).logIn(login("correct horse"), HOME, account -> {
            opened.add(account);
            if (opened.size() == 1) {
                throw new ApiException(ErrorCode.BAD_CREDENTIALS);
            }
            return "session";
        });
        assertThat(session).isEqualTo("session");
        assertThat(opened).hasSize(2);
    }

    @Test
    void withoutFreshAccountsNoPasswordIsVerifiedOrCounted() throws Exception {
        Logins behind = logins(() -> {
            throw new TimeoutException("The account view is behind");
        });
        for (int i = 0; i < 10; i++) {
            assertThatExceptionOfType(TimeoutException.class)
                    .isThrownBy(() -> behind.verify(login("wrong horse"), HOME));
        }
        assertThat(logins(() -> {}).verify(login("correct horse"), HOME)).isEqualTo(ana);
    }

    private static void refused(Logins logins, String password, ErrorCode code) {
        refused(logins, login(password), code);
    }

    private static void refused(Logins logins, Requests.Login login, ErrorCode code) {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> logins.verify(login, HOME))
                .extracting(ApiException::code)
                .isEqualTo(code);
    }

    private static Requests.Login login(String password) {
        return new Requests.Login("ana", null, password);
    }

    private interface Freshness {
        void await() throws InterruptedException, TimeoutException;
    }

    private Logins logins(Freshness freshness) {
        return new Logins(
                new Logins.Accounts() {
                    @Override
                    public void awaitFresh() throws InterruptedException, TimeoutException {
                        freshness.await();
                    }

                    @Override
                    public Optional<Account> find(Requests.Login login) {
                        return ana.username().equals(login.username())
                                        || ana.email().equals(login.email())
                                ? Optional.of(ana)
                                : Optional.empty();
                    }

                    @Override
                    public Optional<Account> byId(UUID userId) {
                        return Optional.of(ana);
                    }
                },
                hashing,
                limits);
    }
}
