package io.livemarket.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.auth.RunningAuth.Reply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes of the password, and sessions that their user ends together. */
class OwnSessionsIT {

    private static final String NEXT = "grue-vela-99-tan";

    private final RunningAuth auth = RunningAuth.shared();
    private final String name = RunningAuth.uniqueName();
    private final String id = auth.register(name).body().path("id").asString();

    @Test
    void aChangedPasswordEndsAllSessionsButTheCallers() {
        Reply phone = auth.login(name);
        Reply laptop = auth.login(name);
        assertThat(change(phone, RunningAuth.PASSWORD, NEXT).status()).isEqualTo(204);
        assertThat(change(phone, RunningAuth.PASSWORD, NEXT).status())
                .as("its answer was lost")
                .isEqualTo(204);
        assertThat(auth.refresh(refreshToken(laptop)).code()).isEqualTo("refresh_token_invalid");
        assertThat(auth.refresh(refreshToken(phone)).status()).isEqualTo(200);
        assertThat(auth.login(name).code()).isEqualTo("bad_credentials");
        assertThat(auth.login(name, NEXT).status()).isEqualTo(200);
    }

    @Test
    void withoutTheCurrentPasswordNothingChanges() {
        Reply phone = auth.login(name);
        Reply laptop = auth.login(name);
        Reply refused = change(phone, "wrong-password", NEXT);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("wrong_password");
        assertThat(auth.login(name).status()).isEqualTo(200);
        assertThat(auth.refresh(refreshToken(laptop)).status()).isEqualTo(200);
    }

    @Test
    void anotherUsersPasswordCannotBeChanged() {
        String victim = RunningAuth.uniqueName();
        String victimId = auth.register(victim).body().path("id").asString();
        Reply refused = auth.put(
                "/users/" + victimId + "/password",
                token(auth.login(name)),
                Map.of("currentPassword", RunningAuth.PASSWORD, "newPassword", NEXT));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("forbidden");
        assertThat(auth.login(victim).status()).isEqualTo(200);
    }

    @Test
    void badInputHasCodes() {
        Reply phone = auth.login(name);
        assertThat(change(phone, RunningAuth.PASSWORD, "short").code()).isEqualTo("weak_password");
        assertThat(change(phone, RunningAuth.PASSWORD, "my " + name + " name").code())
                .isEqualTo("weak_password");
        assertThat(change(phone, "", NEXT).code()).isEqualTo("invalid_request");
        String path = "/users/" + id + "/password";
        for (String body : List.of(
                "{}",
                "[]",
                "null",
                "{\"currentPassword\":5,\"newPassword\":\"" + NEXT + "\"}",
                "{\"currentPassword\":\"x\",\"newPassword\":\"" + NEXT + "\",\"password\":\"y\"}")) {
            assertThat(auth.put(path, token(phone), body).code()).as(body).isEqualTo("invalid_request");
        }
        assertThat(auth.put(path, token(phone), "{").code()).isEqualTo("malformed_json");
        assertThat(auth.put("/users/me/password", token(phone), Map.of()).code())
                .isEqualTo("invalid_id");
    }

    @Test
    void aUserEndsAllSessionsAtOnce() {
        Reply phone = auth.login(name);
        Reply laptop = auth.login(name);
        String other = RunningAuth.uniqueName();
        auth.register(other);
        Reply stranger = auth.login(other);
        assertThat(auth.delete("/auth/sessions", token(phone)).status()).isEqualTo(204);
        assertThat(auth.refresh(refreshToken(phone)).code()).isEqualTo("refresh_token_invalid");
        assertThat(auth.refresh(refreshToken(laptop)).code()).isEqualTo("refresh_token_invalid");
        assertThat(auth.refresh(refreshToken(stranger)).status()).isEqualTo(200);
        assertThat(auth.login(name).status()).isEqualTo(200);
    }

    @Test
    void aUserEndsAllSessionsButTheOneThatAsks() {
        Reply phone = auth.login(name);
        Reply laptop = auth.login(name);
        assertThat(auth.delete("/auth/sessions?except=current", token(phone)).status())
                .isEqualTo(204);
        assertThat(auth.refresh(refreshToken(laptop)).code()).isEqualTo("refresh_token_invalid");
        assertThat(auth.refresh(refreshToken(phone)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "all", "Current"})
    void anUnknownExceptionIsRefusedAndEndsNothing(String except) {
        Reply phone = auth.login(name);
        assertThat(auth.delete("/auth/sessions?except=" + except, token(phone)).code())
                .isEqualTo("invalid_request");
        assertThat(auth.refresh(refreshToken(phone)).status()).isEqualTo(200);
    }

    private Reply change(Reply session, String current, String next) {
        return auth.put(
                "/users/" + id + "/password", token(session), Map.of("currentPassword", current, "newPassword", next));
    }

    private static String token(Reply session) {
        return session.body().path("token").asString();
    }

    private static String refreshToken(Reply session) {
        return session.body().path("refreshToken").asString();
    }
}
