package io.livemarket.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.auth.RunningAuth.Reply;
import io.livemarket.auth.domain.SigningKey;
import io.livemarket.auth.view.KeyView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Several instances, one after another and at once. */
class ClusterIT {

    @Test
    void usersKeysAndSessionsSurviveARestart() {
        String name = RunningAuth.uniqueName();
        String accessToken;
        String refreshToken;
        String spent;
        SigningKey key;
        Reply me;
        try (RunningAuth before = RunningAuth.start("before")) {
            before.register(name);
            Reply session = before.login(name);
            spent = session.body().path("refreshToken").asString();
            Reply renewed = before.refresh(spent);
            accessToken = renewed.body().path("token").asString();
            refreshToken = renewed.body().path("refreshToken").asString();
            me = before.get("/users/me", accessToken);
            key = before.bean(KeyView.class).newest().orElseThrow();
        }
        try (RunningAuth after = RunningAuth.start("after")) {
            assertThat(after.get("/users/me", accessToken).body()).isEqualTo(me.body());
            assertThat(after.bean(KeyView.class).newest()).contains(key);
            assertThat(after.login(name).status()).isEqualTo(200);
            assertThat(after.register(name).code()).isEqualTo("username_taken");
            Reply renewed = after.refresh(refreshToken);
            assertThat(renewed.status()).as(renewed.text()).isEqualTo(200);
            assertThat(after.refresh(spent).code()).isEqualTo("refresh_token_reused");
            assertThat(after.refresh(renewed.body().path("refreshToken").asString())
                            .code())
                    .isEqualTo("refresh_token_reused");
        }
    }

    @Test
    void twoInstancesActAsOne() {
        try (RunningAuth one = RunningAuth.start("one");
                RunningAuth two = RunningAuth.start("two")) {
            List<RunningAuth> both = List.of(one, two);
            ofTwoWhoRegisterANameAtOnceExactlyOneWins(both);
            whatOneRegisteredTheOtherLogsInAtOnce(one, two);
            tabsOnBothRefreshAtOnceAndGoOn(one, two);
            aPasswordChangeHoldsOnEveryInstance(one, two);
            bothSignWithOneKey(one, two);
        }
    }

    private void ofTwoWhoRegisterANameAtOnceExactlyOneWins(List<RunningAuth> both) {
        for (int round = 0; round < 15; round++) {
            String name = RunningAuth.uniqueName();
            List<Reply> replies = Parallel.run(
                    4,
                    i -> both.get(i % 2)
                            .post(
                                    "/auth/register",
                                    Map.of(
                                            "username",
                                            name,
                                            "email",
                                            i + name + "@example.org",
                                            "password",
                                            RunningAuth.PASSWORD)));
            assertThat(replies).extracting(Reply::status).containsExactlyInAnyOrder(201, 409, 409, 409);
            String winner = replies.stream()
                    .filter(reply -> reply.status() == 201)
                    .findFirst()
                    .orElseThrow()
                    .body()
                    .path("id")
                    .asString();
            assertThat(both)
                    .allSatisfy(instance -> assertThat(instance.login(name)
                                    .body()
                                    .path("user")
                                    .path("id")
                                    .asString())
                            .isEqualTo(winner));
        }
    }

    private void whatOneRegisteredTheOtherLogsInAtOnce(RunningAuth one, RunningAuth two) {
        for (int round = 0; round < 15; round++) {
            String name = RunningAuth.uniqueName();
            one.register(name);
            Reply session = two.login(name);
            assertThat(session.status()).as(session.text()).isEqualTo(200);
            String renamed = RunningAuth.uniqueName();
            two.put(
                    "/users/" + session.body().path("user").path("id").asString(),
                    session.body().path("token").asString(),
                    Map.of("username", renamed));
            assertThat(one.login(renamed).status()).isEqualTo(200);
            assertThat(one.login(name).code()).isEqualTo("bad_credentials");
        }
    }

    private void tabsOnBothRefreshAtOnceAndGoOn(RunningAuth one, RunningAuth two) {
        String name = RunningAuth.uniqueName();
        one.register(name);
        String first = refreshToken(one.login(name));
        String token = first;
        for (int round = 0; round < 5; round++) {
            String spent = token;
            List<String> next = Parallel.run(2, i -> refreshToken((i == 0 ? one : two).refresh(spent)));
            assertThat(next.getFirst()).isEqualTo(next.getLast()).isNotEqualTo(spent);
            token = next.getFirst();
        }
        assertThat(two.refresh(first).code()).isEqualTo("refresh_token_reused");
        assertThat(one.refresh(token).code()).isEqualTo("refresh_token_reused");
    }

    private void aPasswordChangeHoldsOnEveryInstance(RunningAuth one, RunningAuth two) {
        String name = RunningAuth.uniqueName();
        one.register(name);
        Reply phone = one.login(name);
        String laptop = refreshToken(two.login(name));
        String next = "grue-vela-99-tan";
        String path = "/users/" + phone.body().path("user").path("id").asString() + "/password";
        assertThat(one.put(
                                path,
                                phone.body().path("token").asString(),
                                Map.of("currentPassword", RunningAuth.PASSWORD, "newPassword", next))
                        .status())
                .isEqualTo(204);
        assertThat(two.login(name).code()).isEqualTo("bad_credentials");
        assertThat(two.login(name, next).status()).isEqualTo(200);
        assertThat(two.refresh(laptop).code()).isEqualTo("refresh_token_invalid");
        assertThat(two.refresh(refreshToken(phone)).status()).isEqualTo(200);
    }

    private static String refreshToken(Reply session) {
        assertThat(session.status()).as(session.text()).isEqualTo(200);
        return session.body().path("refreshToken").asString();
    }

    private void bothSignWithOneKey(RunningAuth one, RunningAuth two) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(
                                one.get("/.well-known/jwks.json", null).body())
                        .isEqualTo(two.get("/.well-known/jwks.json", null).body()));
    }

    @Test
    void keysRotateUnderLoadAndOldTokensStayValid() {
        String name = RunningAuth.uniqueName();
        String[] quick = {
            "--livemarket.accounts.keys.rotation=3s",
            "--livemarket.accounts.keys.lead=1s",
            "--livemarket.accounts.keys.check=100ms",
            "--livemarket.accounts.refresh-token-grace=1ms"
        };
        try (RunningAuth one = RunningAuth.start("quick-one", quick);
                RunningAuth two = RunningAuth.start("quick-two", quick)) {
            one.register(name);
            String old = one.login(name).body().path("token").asString();
            String first = keyOf(old);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> !keyOf(two.login(name).body().path("token").asString())
                            .equals(first));
            assertThat(one.get("/users/me", old).status()).isEqualTo(200);
            assertThat(two.get("/users/me", old).status()).isEqualTo(200);
            String fresh = two.login(name).body().path("token").asString();
            assertThat(one.get("/users/me", fresh).status()).isEqualTo(200);
            assertThat(one.get("/.well-known/jwks.json", null).text())
                    .contains(first)
                    .contains(keyOf(fresh));
            lateRepeatsAndReuseHoldAcrossInstances(name, one, two);
        }
    }

    /** Every repeat is late where the grace is a millisecond. */
    private void lateRepeatsAndReuseHoldAcrossInstances(String name, RunningAuth one, RunningAuth two) {
        String first = refreshToken(one.login(name));
        String second = refreshToken(one.refresh(first));
        assertThat(refreshToken(two.refresh(first))).isEqualTo(second);
        assertThat(refreshToken(one.refresh(first))).isEqualTo(second);
        String third = refreshToken(two.refresh(second));
        assertThat(one.refresh(second).code())
                .as("given late, so that two may hold it")
                .isEqualTo("refresh_token_reused");
        assertThat(two.refresh(third).code()).isEqualTo("refresh_token_reused");
    }

    @Test
    @SuppressWarnings("try") // The first one is closed early.
    void whenTheWriterGoesTheOtherInstanceTakesOver() {
        try (RunningAuth one = RunningAuth.start("first-writer")) {
            try (RunningAuth two = RunningAuth.start("second-writer")) {
                String name = RunningAuth.uniqueName();
                two.register(name);
                one.close();
                String next = RunningAuth.uniqueName();
                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> two.register(next).status() != 503);
                assertThat(two.login(next).status()).isEqualTo(200);
                assertThat(two.register(name).code()).isEqualTo("username_taken");
            }
        }
    }

    private static String keyOf(String token) {
        try {
            return com.nimbusds.jwt.SignedJWT.parse(token).getHeader().getKeyID();
        } catch (java.text.ParseException e) {
            throw new IllegalStateException(e);
        }
    }
}
