package io.livemarket.auth.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.livemarket.auth.config.AccountsProperties;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoginLimitsTest {

    private static final LoginLimits.Target ALICE = LoginLimits.Target.unknown("name", "alice");
    private static final LoginLimits.Target BOB = LoginLimits.Target.unknown("name", "bob");
    private static final String HOME = "192.0.2.1";

    private final LoginLimits limits = new LoginLimits(
            new AccountsProperties.Limits(
                    5, 20, Duration.ofMinutes(15), 1, 1, 1, 20, 30, 6_000, List.of("127.0.0.0/8"), 1_000),
            Duration.ofMinutes(2));

    @Test
    void failuresShutTheirAddressOutOfTheirAccountAlone() {
        for (int i = 0; i < 5; i++) {
            assertThat(fail(ALICE, HOME)).isEqualTo(ErrorCode.BAD_CREDENTIALS);
        }
        assertThat(fail(ALICE, HOME)).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(fail(ALICE, "192.0.2.2")).isEqualTo(ErrorCode.BAD_CREDENTIALS);
        assertThat(fail(BOB, HOME)).isEqualTo(ErrorCode.BAD_CREDENTIALS);
    }

    @Test
    void onlyWrongPasswordsCount() throws Exception {
        for (int i = 0; i < 50; i++) {
            assertThat(limits.<Boolean>attempt(ALICE, HOME, () -> true)).isTrue();
            assertThat(refused(ALICE, HOME, ErrorCode.UNAVAILABLE)).isEqualTo(ErrorCode.UNAVAILABLE);
        }
    }

    @Test
    void guessesSlowAnAccountExceptWhereItLoggedIn() {
        limits.succeeded(ALICE.account(), HOME);
        for (int i = 0; i < 20; i++) {
            assertThat(fail(ALICE, "198.51.100." + i)).isEqualTo(ErrorCode.BAD_CREDENTIALS);
        }
        ApiException slowed = attempt(ALICE, "198.51.100.200", ErrorCode.BAD_CREDENTIALS);
        assertThat(slowed.code()).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(slowed.retryAfterMs()).as("a part of the window").isBetween(1L, 45_000L);
        assertThat(fail(ALICE, HOME)).isEqualTo(ErrorCode.BAD_CREDENTIALS);
        assertThat(fail(BOB, "198.51.100.1")).isEqualTo(ErrorCode.BAD_CREDENTIALS);
    }

    /** As a change of the password is refused by. */
    @Test
    void aWrongCurrentPasswordIsAFailedLogIn() {
        for (int i = 0; i < 5; i++) {
            assertThat(refused(ALICE, HOME, ErrorCode.WRONG_PASSWORD)).isEqualTo(ErrorCode.WRONG_PASSWORD);
        }
        assertThat(fail(ALICE, HOME)).isEqualTo(ErrorCode.RATE_LIMITED);
    }

    /** Names of 16 KB, the largest request, by the hundred thousand. */
    @Test
    void aLongNameIsKeptInBoundedSpace() {
        LoginLimits.Target long1 = LoginLimits.Target.unknown("name", "x".repeat(16_000));
        assertThat(long1.key())
                .hasSizeLessThan(64)
                .isNotEqualTo(
                        LoginLimits.Target.unknown("name", "x".repeat(16_001)).key());
        assertThat(long1.key())
                .isEqualTo(
                        LoginLimits.Target.unknown("name", "X".repeat(16_000)).key());
    }

    /** An attempt that is refused because the account is slowed costs its address nothing. */
    @Test
    void aSlowedAttemptIsNoFailureOfItsAddress() {
        for (int i = 0; i < 20; i++) {
            fail(ALICE, "198.51.100." + i);
        }
        for (int i = 0; i < 10; i++) {
            assertThat(fail(ALICE, HOME)).isEqualTo(ErrorCode.RATE_LIMITED);
        }
        limits.succeeded(ALICE.account(), HOME);
        assertThat(fail(ALICE, HOME)).isEqualTo(ErrorCode.BAD_CREDENTIALS);
    }

    @Test
    void attemptsOfAnAccountAndAddressTakeBoundedTurns() throws Exception {
        CountDownLatch verified = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> attempts = new ArrayList<>();
            for (int i = 0; i < 21; i++) {
                attempts.add(threads.submit(
                        () -> limits.<Boolean>attempt(ALICE, HOME, () -> verified.await(60, TimeUnit.SECONDS))));
            }
            await().atMost(Duration.ofMinutes(1)).until(() -> limits.waiting(ALICE, HOME) == 20);
            assertThat(fail(ALICE, HOME)).isEqualTo(ErrorCode.RATE_LIMITED);
            assertThat(fail(ALICE, "192.0.2.2"))
                    .as("another address does not wait")
                    .isEqualTo(ErrorCode.BAD_CREDENTIALS);
            verified.countDown();
            for (Future<Boolean> attempt : attempts) {
                assertThat(attempt.get(60, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    private ErrorCode fail(LoginLimits.Target account, String address) {
        return refused(account, address, ErrorCode.BAD_CREDENTIALS);
    }

    private ErrorCode refused(LoginLimits.Target account, String address, ErrorCode with) {
        return attempt(account, address, with).code();
    }

    private ApiException attempt(LoginLimits.Target account, String address, ErrorCode with) {
        return catchThrowableOfType(
                ApiException.class,
                () -> limits.attempt(account, address, () -> {
                    throw new ApiException(with);
                }));
    }
}
