package io.livemarket.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.auth.RunningAuth.Reply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The end of an account over REST. */
class DeletionIT {

    private final RunningAuth auth = RunningAuth.shared();
    private final String name = RunningAuth.uniqueName();
    private String id;
    private Reply session;

    @BeforeEach
    void register() {
        id = auth.register(name).body().path("id").asString();
        session = auth.login(name);
    }

    @Test
    void aDeletedUserCannotLogInAndIsNotFound() {
        String other = RunningAuth.uniqueName();
        auth.register(other);
        String token = token(auth.login(other));
        assertThat(delete(RunningAuth.PASSWORD).status()).isEqualTo(204);

        assertRefused(auth.login(name), 401, "bad_credentials");
        assertRefused(auth.refresh(session.body().path("refreshToken").asString()), 401, "refresh_token_invalid");
        Reply shown = auth.get("/users/" + id, token);
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.body().path("username").asString()).isEqualTo("Deleted user");
        assertThat(shown.body().path("deleted").asBoolean()).isTrue();
        assertThat(shown.text()).doesNotContain(name);
        assertThat(auth.get("/users?ids=" + id, token)
                        .body()
                        .at("/items/0/deleted")
                        .asBoolean())
                .isTrue();
        assertThat(auth.get("/users?search=" + name, token).body().path("items").isEmpty())
                .as("at once")
                .isTrue();
    }

    @Test
    void theNameStaysTakenAndTheAddressIsFree() {
        delete(RunningAuth.PASSWORD);
        Reply again = auth.register(name);
        assertRefused(again, 409, "username_taken");
        assertThat(again.body().path("errors")).hasSize(1);
    }

    @Test
    void aRepeatedRegistrationDoesNotRestoreADeletedAccount() {
        String renamed = RunningAuth.uniqueName();
        String key = "key-" + renamed;
        Reply first = auth.register(renamed, key);
        auth.delete(
                "/users/" + first.body().path("id").asString(),
                token(auth.login(renamed)),
                Map.of("password", RunningAuth.PASSWORD));
        assertRefused(auth.register(renamed, key), 409, "username_taken");
        assertRefused(auth.login(renamed), 401, "bad_credentials");
    }

    @Test
    void onlyTheUserWithThePasswordDeletesAnAccount() {
        String mallory = RunningAuth.uniqueName();
        auth.register(mallory);
        String stranger = token(auth.login(mallory));
        assertRefused(
                auth.delete("/users/" + id, stranger, Map.of("password", RunningAuth.PASSWORD)), 403, "forbidden");
        assertRefused(auth.delete("/users/" + id, stranger, Map.of()), 403, "forbidden");
        assertRefused(delete("not-the-password-1"), 403, "wrong_password");
        assertRefused(auth.delete("/users/" + id, token(session), Map.of()), 400, "invalid_request");
        assertRefused(
                auth.delete("/users/" + id, token(session), Map.of("password", RunningAuth.PASSWORD, "sure", true)),
                400,
                "invalid_request");
        assertThat(auth.delete("/users/" + id, null, Map.of("password", RunningAuth.PASSWORD))
                        .status())
                .isEqualTo(401);
        assertThat(auth.login(name).status()).as("still there").isEqualTo(200);
    }

    @Test
    void aStolenTokenGuessesNoPassword() {
        for (int i = 0; i < 5; i++) {
            assertRefused(delete("not-the-password-" + i), 403, "wrong_password");
        }
        assertRefused(delete(RunningAuth.PASSWORD), 429, "rate_limited");
    }

    /** The answer to the first was lost; gateways refuse the token once they know of the deletion. */
    @Test
    void deletionsAtOnceAndRepeatsAreAnsweredLikeTheFirst() {
        List<Reply> atOnce = Parallel.run(4, _ -> delete(RunningAuth.PASSWORD));
        assertThat(atOnce).extracting(Reply::status).containsOnly(204);
        assertThat(delete(RunningAuth.PASSWORD).status()).isEqualTo(204);
    }

    private Reply delete(String password) {
        return auth.delete("/users/" + id, token(session), Map.of("password", password));
    }

    private static String token(Reply login) {
        return login.body().path("token").asString();
    }

    private static void assertRefused(Reply reply, int status, String code) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.code()).isEqualTo(code);
    }
}
