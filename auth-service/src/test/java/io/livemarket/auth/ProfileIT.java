package io.livemarket.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.auth.RunningAuth.Reply;
import io.livemarket.events.Ids;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ProfileIT {

    private final RunningAuth auth = RunningAuth.shared();
    private final String alice = RunningAuth.uniqueName();
    private final String bob = RunningAuth.uniqueName();

    @Test
    void aRegistrationReturnsTheOwnProfileAndItsLocation() {
        Map<String, String> body = new HashMap<>(RunningAuth.registration(alice));
        body.put("avatarUrl", "https://example.org/a.png");
        Reply reply = auth.post("/auth/register", body);

        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        assertThat(Ids.parse(reply.body().path("id").asString())).isPresent();
        assertThat(reply.headers().firstValue("Location"))
                .contains("/users/" + reply.body().path("id").asString());
        assertThat(reply.body().path("username").asString()).isEqualTo(alice);
        assertThat(reply.body().path("email").asString()).isEqualTo(alice + "@example.org");
        assertThat(reply.body().path("avatarUrl").asString()).isEqualTo("https://example.org/a.png");
        assertThat(reply.body().path("status").asString()).isEqualTo("offline");
        assertThat(reply.body().has("createdAt")).isTrue();
        assertThat(reply.text()).doesNotContain("argon2").doesNotContain(RunningAuth.PASSWORD);
    }

    @Test
    void everyWrongFieldIsNamed() {
        Reply reply = auth.post(
                "/auth/register",
                Map.of("username", "a b", "email", "nowhere", "password", "short", "avatarUrl", "http://example.org"));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("invalid_request");
        assertThat(fields(reply))
                .containsExactlyInAnyOrder(
                        "username:invalid_username",
                        "email:invalid_email",
                        "password:weak_password",
                        "avatarUrl:invalid_request");
        assertThat(reply.body().path("errors").get(0).has("messageEs")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "", "a b c", "ñandú", "x@y.z", "0123456789012345678901234567890"})
    void aWrongUserNameIsRefused(String username) {
        assertRefused(
                auth.post(
                        "/auth/register",
                        Map.of(
                                "username",
                                username,
                                "email",
                                alice + "@example.org",
                                "password",
                                RunningAuth.PASSWORD)),
                400,
                "invalid_username");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "a@", "@example.org", "a@b@c.org", "a b@example.org", "a@example", "a@exa mple.org"})
    void aWrongAddressIsRefused(String email) {
        assertRefused(
                auth.post(
                        "/auth/register", Map.of("username", alice, "email", email, "password", RunningAuth.PASSWORD)),
                400,
                "invalid_email");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "password123", "aaaaaaaaaaaa"})
    void aWeakPasswordIsRefused(String password) {
        assertRefused(
                auth.post(
                        "/auth/register",
                        Map.of("username", alice, "email", alice + "@example.org", "password", password)),
                400,
                "weak_password");
    }

    @Test
    void aTakenNameAndAddressAreRefusedWhateverTheirCase() {
        auth.register(alice);
        Map<String, String> again = new HashMap<>(RunningAuth.registration(alice.toUpperCase(Locale.ROOT)));
        Reply both = auth.post("/auth/register", again);
        assertRefused(both, 409, "username_taken");
        assertThat(fields(both)).containsExactly("username:username_taken", "email:email_taken");
        again.put("username", bob);
        assertRefused(auth.post("/auth/register", again), 409, "email_taken");
    }

    @Test
    void aRepeatedRegistrationWithItsKeyGivesTheFirstAnswer() {
        String key = "key-" + alice;
        Reply first = auth.post("/auth/register", RunningAuth.registration(alice), "Idempotency-Key", key);
        Reply second = auth.post("/auth/register", RunningAuth.registration(alice), "Idempotency-Key", key);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
    }

    @Test
    void manyAtOnceWithOneKeyGiveOneAccount() {
        List<Reply> replies = Parallel.run(
                6,
                i -> auth.post("/auth/register", RunningAuth.registration(alice), "Idempotency-Key", "key-" + alice));
        assertThat(replies)
                .allMatch(reply -> reply.status() == 201)
                .extracting(reply -> reply.body().path("id").asString())
                .containsOnly(replies.getFirst().body().path("id").asString());
    }

    @Test
    void aKeyOfAnotherRegistrationIsAConflict() {
        String key = "key-" + alice;
        auth.post("/auth/register", RunningAuth.registration(alice), "Idempotency-Key", key);
        assertRefused(
                auth.post("/auth/register", RunningAuth.registration(bob), "Idempotency-Key", key),
                409,
                "idempotency_conflict");
        Map<String, String> otherPassword = new HashMap<>(RunningAuth.registration(alice));
        otherPassword.put("password", "another-one-77-vela");
        assertRefused(auth.post("/auth/register", otherPassword, "Idempotency-Key", key), 409, "idempotency_conflict");
    }

    @Test
    void anIdempotencyKeyThatIsTooLongIsRefused() {
        assertRefused(
                auth.post("/auth/register", RunningAuth.registration(alice), "Idempotency-Key", "k".repeat(256)),
                400,
                "invalid_request");
    }

    @Test
    void aStrangerSeesNoAddress() {
        String id = auth.register(alice).body().path("id").asString();
        auth.register(bob);
        Reply seen = auth.get("/users/" + id, tokenOf(bob));
        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.body().path("username").asString()).isEqualTo(alice);
        assertThat(seen.text()).doesNotContain("@").doesNotContain("email");
        assertThat(auth.get("/users/" + id, tokenOf(alice)).body().path("email").asString())
                .isEqualTo(alice + "@example.org");
        assertThat(auth.get("/users/me", tokenOf(alice)).body())
                .isEqualTo(auth.get("/users/" + id, tokenOf(alice)).body());
    }

    @Test
    void unknownUsersAreNotFoundAndInvalidIdsRejected() {
        auth.register(alice);
        String token = tokenOf(alice);
        assertRefused(auth.get("/users/" + Ids.next(), token), 404, "user_not_found");
        assertRefused(auth.get("/users/1-1-1-1-1", token), 400, "invalid_id");
    }

    @Test
    void aChangedProfileIsAnsweredReadAndLoggedInWith() {
        String id = auth.register(alice).body().path("id").asString();
        String token = tokenOf(alice);
        String renamed = RunningAuth.uniqueName();
        Reply changed = auth.put(
                "/users/" + id,
                token,
                Map.of(
                        "username",
                        renamed,
                        "email",
                        renamed + "@new.example",
                        "avatarUrl",
                        "https://example.org/new.png"));

        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        assertThat(auth.get("/users/me", token).body()).isEqualTo(changed.body());
        assertThat(changed.body().path("email").asString()).isEqualTo(renamed + "@new.example");
        assertThat(auth.login(renamed).status()).isEqualTo(200);
        assertRefused(auth.login(alice), 401, "bad_credentials");
        String uploaded = "/files/" + id + "/avatar";
        assertThat(auth.put("/users/" + id, token, Map.of("avatarUrl", uploaded))
                        .body()
                        .path("avatarUrl")
                        .asString())
                .isEqualTo(uploaded);
        for (String other : List.of(
                "/files/" + id + "/content",
                "//evil.example/files/" + id + "/avatar",
                "/files/../avatar",
                uploaded + "?x")) {
            assertRefused(auth.put("/users/" + id, token, Map.of("avatarUrl", other)), 400, "invalid_request");
        }
        assertThat(auth.put("/users/" + id, token, Map.of("avatarUrl", ""))
                        .body()
                        .has("avatarUrl"))
                .isFalse();
        assertThat(auth.register(alice).status()).as("the old name is free").isEqualTo(201);
    }

    @Test
    void aUserCannotChangeAnotherUser() {
        String id = auth.register(alice).body().path("id").asString();
        auth.register(bob);
        assertRefused(auth.put("/users/" + id, tokenOf(bob), Map.of("username", "mine" + bob)), 403, "forbidden");
        assertThat(auth.get("/users/me", tokenOf(alice)).body().path("username").asString())
                .isEqualTo(alice);
    }

    @Test
    void aTakenOrMalformedValueIsRefused() {
        auth.register(alice);
        String id = auth.register(bob).body().path("id").asString();
        String token = tokenOf(bob);
        assertRefused(auth.put("/users/" + id, token, Map.of("username", alice)), 409, "username_taken");
        assertRefused(auth.put("/users/" + id, token, Map.of("email", alice + "@example.org")), 409, "email_taken");
        assertRefused(auth.put("/users/" + id, token, Map.of("email", "nowhere")), 400, "invalid_email");
        assertRefused(
                auth.put("/users/" + id, token, Map.of("avatarUrl", "javascript:alert(1)")), 400, "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "status", "roles", "id"})
    void anUnchangeableFieldIsRefusedByItsName(String field) {
        String id = auth.register(alice).body().path("id").asString();
        String token = tokenOf(alice);
        Reply refused = auth.put(
                "/users/" + id, token, Map.of("avatarUrl", "https://example.org/b.png", field, "a-new-one-77"));
        assertRefused(refused, 400, "invalid_request");
        assertThat(fields(refused)).containsExactly(field + ":invalid_request");
        assertThat(auth.get("/users/me", token).body().has("avatarUrl"))
                .as("nothing was changed")
                .isFalse();
    }

    @Test
    void usersAreFoundByIdsInOrderWithoutAddresses() {
        String a = auth.register(alice).body().path("id").asString();
        String b = auth.register(bob).body().path("id").asString();
        Reply reply = auth.get("/users?ids=" + b + "," + Ids.next() + "," + a + "," + b, tokenOf(alice));
        assertThat(items(reply)).containsExactly(bob, alice);
        assertThat(reply.body().path("items").path(0).has("email")).isFalse();
        assertThat(reply.body().path("items").path(1).path("email").asString()).isEqualTo(alice + "@example.org");
        assertThat(reply.text()).doesNotContain("offline").doesNotContain("nextCursor");
    }

    @Test
    void aHundredIdsAreTakenAndNotOneMore() {
        auth.register(alice);
        String token = tokenOf(alice);
        String ids =
                String.join(",", java.util.Collections.nCopies(100, Ids.next().toString()));
        assertThat(items(auth.get("/users?ids=" + ids, token))).isEmpty();
        Reply refused = auth.get("/users?ids=" + ids + "," + Ids.next(), token);
        assertRefused(refused, 400, "invalid_request");
        assertThat(fields(refused)).containsExactly("ids:invalid_request");
        assertRefused(auth.get("/users?ids=" + Ids.next() + ",x", token), 400, "invalid_id");
        assertRefused(auth.get("/users?ids=", token), 400, "invalid_id");
        assertRefused(auth.get("/users?search=ab&ids=" + Ids.next(), token), 400, "invalid_request");
        assertRefused(auth.get("/users?ids=" + Ids.next(), null), 401, "token_missing");
    }

    @Test
    void aSearchByPrefixIsPagedAndShowsNoAddresses() {
        String common = RunningAuth.uniqueName() + "x";
        for (String rest : List.of("C", "a", "b.2", "B-1", "d_4")) {
            auth.register(common + rest);
        }
        String token = tokenOf(common + "a");
        await(() -> items(auth.get("/users?search=" + common.toUpperCase(Locale.ROOT), token))
                        .size()
                == 5);

        List<String> found = new ArrayList<>();
        String cursor = "";
        for (int page = 0; cursor != null && page < 9; page++) {
            Reply reply = auth.get("/users?limit=2&search=" + common + cursor, token);
            assertThat(reply.text()).doesNotContain("@").doesNotContain("email");
            found.addAll(items(reply));
            cursor = reply.body().has("nextCursor")
                    ? "&cursor=" + reply.body().path("nextCursor").asString()
                    : null;
        }
        assertThat(found).containsExactly(common + "a", common + "B-1", common + "b.2", common + "C", common + "d_4");
    }

    @Test
    void aSearchFindsAUserByTheNewNameOnly() {
        String id = auth.register(alice).body().path("id").asString();
        String token = tokenOf(alice);
        String renamed = RunningAuth.uniqueName();
        auth.put("/users/" + id, token, Map.of("username", renamed));
        await(() -> items(auth.get("/users?search=" + renamed, token)).equals(List.of(renamed)));
        assertThat(items(auth.get("/users?search=" + alice, token))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "search=a", "search=ab&limit=0", "search=ab&limit=101", "search=ab&limit=x"})
    void tooShortSearchesAndTooLargePagesAreRejected(String query) {
        auth.register(alice);
        assertRefused(auth.get("/users?" + query, tokenOf(alice)), 400, "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"!!", "AAAA", "eno"})
    void aCursorOfNoSearchOrAnotherIsRefused(String cursor) {
        auth.register(alice);
        assertRefused(auth.get("/users?search=ab&cursor=" + cursor, tokenOf(alice)), 400, "invalid_cursor");
    }

    @Test
    void aSearchTreatsNothingAsAPattern() {
        auth.register(alice);
        assertThat(items(auth.get("/users?search=.*", tokenOf(alice)))).isEmpty();
    }

    private String tokenOf(String username) {
        return auth.login(username).body().path("token").asString();
    }

    private static List<String> items(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        List<String> names = new ArrayList<>();
        for (JsonNode item : reply.body().path("items")) {
            names.add(item.path("username").asString());
        }
        return names;
    }

    private static List<String> fields(Reply reply) {
        List<String> fields = new ArrayList<>();
        for (JsonNode error : reply.body().path("errors")) {
            fields.add(error.path("field").asString() + ":" + error.path("code").asString());
        }
        return fields;
    }

    private static void await(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(50))
                .until(condition);
    }

    private static void assertRefused(Reply reply, int status, String code) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.code()).isEqualTo(code);
    }
}
