package io.livemarket.auth.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.livemarket.auth.config.AccountsProperties;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

class PasswordHashingTest {

    @Test
    void hashesAreArgon2idWithTheGivenParametersAndASalt() {
        try (PasswordHashing hashing = new PasswordHashing(new AccountsProperties.Hashing(7_168, 1, 1, 1, 1))) {
            String hash = hashing.hash("tan-grue-77-vela");
            assertThat(hash)
                    .startsWith("$argon2id$v=19$m=7168,t=1,p=1$")
                    .isNotEqualTo(hashing.hash("tan-grue-77-vela"));
            assertThat(hashing.verify("tan-grue-77-vela", hash)).isTrue();
            assertThat(hashing.verify("tan-grue-77-velo", hash)).isFalse();
        }
    }

    @Test
    void aTextThatNoEncodingHoldsIsNoPassword() {
        try (PasswordHashing hashing = new PasswordHashing(new AccountsProperties.Hashing(7_168, 1, 1, 1, 1))) {
            String hash = hashing.hash("tan-grue-77-vela");
            assertThat(hashing.verify("\ud800", hash)).isFalse();
            assertThat(hashing.verify("tan-\udc00", null)).isFalse();
        }
    }

    @Test
    void aHashOfOtherParametersStillVerifies() {
        try (PasswordHashing before = new PasswordHashing(new AccountsProperties.Hashing(7_168, 1, 1, 1, 1));
                PasswordHashing after = new PasswordHashing(new AccountsProperties.Hashing(8_192, 2, 1, 1, 1))) {
            assertThat(after.verify("tan-grue-77-vela", before.hash("tan-grue-77-vela")))
                    .isTrue();
        }
    }

    @Test
    void oneSpellingOfAPasswordVerifiesTheOther() {
        try (PasswordHashing hashing = new PasswordHashing(new AccountsProperties.Hashing(7_168, 1, 1, 1, 1))) {
            String hash = hashing.hash("contrase\u00f1a segura");
            assertThat(hashing.verify("contrasen\u0303a\u00a0segura", hash)).isTrue();
            assertThat(hashing.verify("Contrase\u00f1a segura", hash)).isFalse();
        }
    }

    /** As earlier versions hashed it. */
    @Test
    void aPasswordHashedAsTypedVerifiesAndIsOutdated() {
        String typed = "contrasen\u0303a segura";
        try (PasswordHashing hashing = new PasswordHashing(new AccountsProperties.Hashing(7_168, 1, 1, 1, 1))) {
            String former = new Argon2PasswordEncoder(16, 32, 1, 7_168, 1).encode(typed);
            assertThat(hashing.verify(typed, former)).isTrue();
            assertThat(hashing.isOutdated(typed, former)).isTrue();
            assertThat(hashing.isOutdated(typed, hashing.hash(typed))).isFalse();
        }
    }

    @Test
    void aHashOfOtherParametersIsOutdated() {
        AccountsProperties.Hashing now = new AccountsProperties.Hashing(8_192, 2, 1, 1, 1);
        try (PasswordHashing hashing = new PasswordHashing(now)) {
            assertThat(hashing.isOutdated("tan-grue-77-vela", hashing.hash("tan-grue-77-vela")))
                    .isFalse();
            for (AccountsProperties.Hashing other : List.of(
                    new AccountsProperties.Hashing(7_168, 2, 1, 1, 1),
                    new AccountsProperties.Hashing(8_192, 3, 1, 1, 1),
                    new AccountsProperties.Hashing(8_192, 2, 2, 1, 1))) {
                try (PasswordHashing before = new PasswordHashing(other)) {
                    assertThat(hashing.isOutdated("tan-grue-77-vela", before.hash("tan-grue-77-vela")))
                            .isTrue();
                }
            }
        }
    }

    @Test
    void anUnknownUserCostsEqualWork() {
        List<String> verified = new ArrayList<>();
        try (PasswordHashing hashing = new PasswordHashing(
                new Encoder() {
                    @Override
                    public boolean matches(CharSequence password, String hash) {
                        verified.add(hash);
                        return true;
                    }
                },
                1,
                1)) {
            assertThat(hashing.verify("any", null)).as("even when it matches").isFalse();
            assertThat(hashing.verify("any", "theirs")).isTrue();
            assertThat(verified).containsExactly("encoded", "theirs");
        }
    }

    @Test
    void anOverloadIsRefusedWithARetryTime() {
        CountDownLatch release = new CountDownLatch(1);
        try (PasswordHashing hashing = new PasswordHashing(
                new Encoder() {
                    @Override
                    public boolean matches(CharSequence password, String hash) {
                        try {
                            return release.await(30, TimeUnit.SECONDS);
                        } catch (InterruptedException e) {
                            return false;
                        }
                    }
                },
                1,
                1)) {
            // One works, one waits; whichever of the others comes third is refused at once.
            var all = Stream.generate(() -> CompletableFuture.supplyAsync(() -> hashing.verify("a", "b"), this::start))
                    .limit(3)
                    .toList();
            var refused = catchThrowableOfType(
                    CompletionException.class,
                    () -> CompletableFuture.anyOf(all.toArray(CompletableFuture[]::new))
                            .join());
            assertThat(refused.getCause()).isInstanceOfSatisfying(ApiException.class, e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.RATE_LIMITED);
                assertThat(e.retryAfterMs()).isPositive();
            });
            release.countDown();
            assertThat(all)
                    .filteredOn(each -> each.exceptionally(e -> false).join())
                    .hasSize(2);
        }
    }

    private void start(Runnable work) {
        Thread.ofVirtual().start(work);
    }

    private abstract static class Encoder implements PasswordEncoder {
        @Override
        public String encode(CharSequence password) {
            return "encoded";
        }
    }
}
