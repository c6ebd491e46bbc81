package io.livemarket.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.auth.RunningAuth.Reply;
import io.livemarket.auth.view.KeyView;
import io.livemarket.embedded.EmbeddedStack;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * The service with its master key or its signing key replaced by the steps of docs/security.md: no account and no
 * session is lost.
 */
class SecretRotationIT {

    private static final String NEXT_KEY = "mZ1r8dU0vZ0mT3eX4q9yJr6k2b5wL7pQxN1cVhGtSfA=";
    private static final EmbeddedStack STACK = EmbeddedStack.start();

    private final String name = RunningAuth.uniqueName();
    private String accessToken;
    private String refreshToken;

    @AfterAll
    static void stop() {
        STACK.close();
    }

    private static RunningAuth start(String... settings) {
        String[] all = java.util.Arrays.copyOf(settings, settings.length + 1);
        all[settings.length] = "--livemarket.kafka.bootstrap-servers=" + STACK.bootstrapServers();
        return RunningAuth.start("rotating", all);
    }

    @Test
    void rotatingMasterAndSigningKeysKeepsSessions() {
        try (RunningAuth auth = start()) {
            auth.register(name);
            keep(auth.login(name));
        }
        try (RunningAuth auth = start("--livemarket.auth.accepted-master-keys=" + NEXT_KEY)) {
            assertGoesOn(auth);
        }
        String[] rotated = {
            "--livemarket.auth.master-key=" + NEXT_KEY,
            "--livemarket.auth.accepted-master-keys=" + RunningAuth.MASTER_KEY
        };
        try (RunningAuth auth = start(rotated)) {
            assertGoesOn(auth);
            assertThat(auth.register(name).code()).isEqualTo("username_taken");
        }
        try (RunningAuth auth =
                start(rotated[0], rotated[1], "--livemarket.accounts.keys.not-before=" + Instant.now())) {
            assertEveryEarlierTokenIsRefused(auth);
            keep(auth.refresh(refreshToken));
            assertGoesOn(auth);
        }
    }

    private void assertEveryEarlierTokenIsRefused(RunningAuth auth) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(auth.get("/users/me", accessToken).code()).isEqualTo("token_invalid"));
        List<UUID> signing = auth.bean(KeyView.class).newest().stream()
                .map(key -> key.keyId())
                .toList();
        assertThat(auth.get("/.well-known/jwks.json", null).body().path("keys"))
                .singleElement()
                .satisfies(key ->
                        assertThat(signing).hasToString("[" + key.path("kid").asString() + "]"));
    }

    private void assertGoesOn(RunningAuth auth) {
        assertThat(auth.get("/users/me", accessToken).status()).isEqualTo(200);
        assertThat(auth.login(name).status()).isEqualTo(200);
        keep(auth.refresh(refreshToken));
    }

    private void keep(Reply session) {
        assertThat(session.status()).as(session.text()).isEqualTo(200);
        accessToken = session.body().path("token").asString();
        refreshToken = session.body().path("refreshToken").asString();
    }
}
