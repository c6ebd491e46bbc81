package io.livemarket.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.auth.RunningAuth.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How often something may be tried. */
class LimitsIT {

    private static final AtomicInteger ADDRESSES = new AtomicInteger();
    private static RunningAuth auth;

    private final String name = RunningAuth.uniqueName();
    private final String from = "198.51.100." + ADDRESSES.incrementAndGet();

    @BeforeAll
    static void start() {
        // The cheapest hashes: log-ins to one account take turns, and the last of 12 waits 5 s at most, which a busy
        // machine needs for few dear ones.
        auth = RunningAuth.start(
                "limited",
                "--livemarket.accounts.hashing.iterations=1",
                "--livemarket.accounts.limits.logins-per-minute=12",
                "--livemarket.accounts.limits.registrations-per-minute=5",
                "--livemarket.accounts.limits.failures-from-anywhere=20",
                "--livemarket.accounts.limits.taken-addresses-per-hour=3",
                "--livemarket.accounts.limits.refreshes-per-minute=7",
                "--livemarket.mail.transport=off",
                "--livemarket.accounts.mail.asks-per-minute=4");
    }

    @AfterAll
    static void stop() {
        if (auth != null) {
            auth.close();
        }
    }

    @Test
    void fiveFailuresCloseOneAddressToAnAccount() {
        register(name, from);
        for (int i = 0; i < 5; i++) {
            assertThat(login(name, "wrong-password", from).code()).isEqualTo("bad_credentials");
        }
        assertLimited(login(name, RunningAuth.PASSWORD, from));
        assertThat(auth.post(
                                "/auth/login",
                                Map.of("email", name + "@example.org", "password", "wrong-password"),
                                "X-Forwarded-For",
                                from)
                        .code())
                .as("the address is counted apart, so that the count does not confirm whose it is")
                .isEqualTo("bad_credentials");
        assertThat(login(name, RunningAuth.PASSWORD, "203.0.113.77").status()).isEqualTo(200);
    }

    @Test
    void distributedGuessesSlowAnAccountButNotItsOwner() {
        register(name, from);
        String home = "203.0.113.78";
        String session = login(name, RunningAuth.PASSWORD, home)
                .body()
                .path("refreshToken")
                .asString();
        String phone = "203.0.113.79";
        auth.post("/auth/refresh", Map.of("refreshToken", session), "X-Forwarded-For", phone);
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            codes.add(login(name, "wrong-password", "192.0.2." + i).code());
        }
        assertThat(codes.subList(0, 20)).containsOnly("bad_credentials");
        Reply stranger = login(name, RunningAuth.PASSWORD, "192.0.2.200");
        assertLimited(stranger);
        assertThat(stranger.body().path("retryAfterMs").asLong())
                .as("slowed, not shut")
                .isLessThanOrEqualTo(45_000);
        assertThat(login(name, RunningAuth.PASSWORD, home).status()).isEqualTo(200);
        assertThat(login(name, RunningAuth.PASSWORD, phone).status()).isEqualTo(200);
    }

    @Test
    void simultaneousRightLogInsAllSucceed() {
        register(name, from);
        assertThat(Parallel.run(12, i -> login(name, RunningAuth.PASSWORD, from).status()))
                .containsOnly(200);
    }

    @Test
    void failuresAtTheSameTimeCountToo() {
        register(name, from);
        List<String> codes =
                Parallel.run(9, i -> login(name, "wrong-password", from).code());
        assertThat(codes).filteredOn("bad_credentials"::equals).hasSize(5);
        assertThat(codes).filteredOn("rate_limited"::equals).hasSize(4);
    }

    @Test
    void anUnknownAccountIsLimitedLikeAKnownOne() {
        for (int i = 0; i < 5; i++) {
            assertThat(login(name, "wrong-password", from).code()).isEqualTo("bad_credentials");
        }
        assertLimited(login(name.toUpperCase(java.util.Locale.ROOT), "wrong-password", from));
    }

    @Test
    void successfulLogInsDoNotCountAsFailures() {
        register(name, from);
        for (int i = 0; i < 8; i++) {
            assertThat(login(name, RunningAuth.PASSWORD, from).status()).isEqualTo(200);
        }
    }

    @Test
    void onlyTheAddressThatTriesTooOftenIsRefused() {
        for (int i = 0; i < 12; i++) {
            login(RunningAuth.uniqueName(), "wrong-password", from);
        }
        assertLimited(login(RunningAuth.uniqueName(), "wrong-password", from));
        assertThat(login(RunningAuth.uniqueName(), "wrong-password", "203.0.113.5")
                        .code())
                .isEqualTo("bad_credentials");
    }

    @Test
    void registrationsAndRefreshesOfAnAddressAreLimitedToo() {
        for (int i = 0; i < 5; i++) {
            assertThat(register(RunningAuth.uniqueName(), from).status()).isEqualTo(201);
        }
        assertLimited(register(name, from));
        for (int i = 0; i < 7; i++) {
            refresh("x");
        }
        assertLimited(refresh("x"));
        assertLimited(auth.post("/auth/logout", Map.of("refreshToken", "x"), "X-Forwarded-For", from));
    }

    /** From there on a free address is refused like a taken one. */
    @Test
    void probingTakenAddressesRevealsOnlyAFew() {
        register(name, from);
        String token =
                login(name, RunningAuth.PASSWORD, from).body().path("token").asString();
        String path = "/users/" + auth.get("/users/me", token).body().path("id").asString();
        String other = RunningAuth.uniqueName();
        register(other, "203.0.113.80");
        for (int i = 0; i < 3; i++) {
            assertThat(auth.put(path, token, Map.of("email", other + "@example.org"))
                            .code())
                    .isEqualTo("email_taken");
        }
        assertLimited(auth.put(path, token, Map.of("email", other + "@example.org")));
        assertLimited(auth.put(path, token, Map.of("email", RunningAuth.uniqueName() + "@example.org")));
    }

    @Test
    void withoutMailsNoPasswordIsResetAndNoAddressRequested() {
        assertThat(register(name, from).body().has("emailVerified")).isFalse();
        Reply session = login(name, RunningAuth.PASSWORD, from);
        assertThat(session.body().path("user").has("emailVerified")).isFalse();
        assertMailIsOff(auth.post("/auth/password-resets", Map.of("username", name), "X-Forwarded-For", from));
        assertMailIsOff(auth.post(
                "/auth/password-resets", Map.of("username", RunningAuth.uniqueName()), "X-Forwarded-For", from));
        assertMailIsOff(auth.post(
                "/auth/email-verifications",
                "",
                "X-Forwarded-For",
                from,
                "Authorization",
                "Bearer " + session.body().path("token").asString()));
        auth.post("/auth/password-resets", Map.of("username", name), "X-Forwarded-For", from);
        assertLimited(auth.post("/auth/password-resets", Map.of("username", name), "X-Forwarded-For", from));
    }

    private static void assertMailIsOff(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(501);
        assertThat(reply.code()).isEqualTo("mail_off");
    }

    private Reply refresh(String token) {
        return auth.post("/auth/refresh", Map.of("refreshToken", token), "X-Forwarded-For", from);
    }

    private static Reply register(String name, String from) {
        return auth.post("/auth/register", RunningAuth.registration(name), "X-Forwarded-For", from);
    }

    private static Reply login(String name, String password, String from) {
        return auth.post("/auth/login", Map.of("username", name, "password", password), "X-Forwarded-For", from);
    }

    private static void assertLimited(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(429);
        assertThat(reply.code()).isEqualTo("rate_limited");
        assertThat(reply.body().path("retryable").asBoolean()).isTrue();
        assertThat(reply.body().path("retryAfterMs").asLong()).isPositive();
        assertThat(Long.parseLong(reply.headers().firstValue("Retry-After").orElseThrow()))
                .isPositive();
    }
}
