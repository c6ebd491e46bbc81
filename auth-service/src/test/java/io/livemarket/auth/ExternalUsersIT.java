package io.livemarket.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.auth.RunningAuth.Reply;
import io.livemarket.kit.config.AccountsMode;
import io.livemarket.kit.testing.MarketplaceIssuer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Users of a marketplace's own issuer, beside users with passwords. */
class ExternalUsersIT {

    private static MarketplaceIssuer marketplace;
    private static RunningAuth auth;

    private final String subject = "customer|" + UUID.randomUUID();
    private final UUID id = MarketplaceIssuer.idOf(subject);
    private final String token = marketplace.token(subject);

    @BeforeAll
    static void start() {
        marketplace = MarketplaceIssuer.start();
        auth = RunningAuth.start(
                "external",
                Arrays.stream(marketplace.arguments(AccountsMode.BOTH))
                        .map(setting -> "--" + setting)
                        .toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        auth.close();
        marketplace.close();
    }

    private static String operator() {
        auth.register(RunningAuth.OPERATOR); // Of the first test that comes to it.
        return auth.login(RunningAuth.OPERATOR).body().path("token").asString();
    }

    private static String path(String externalId) {
        return "/admin/users/" + externalId.replace("|", "%7C");
    }

    private static Reply put(String externalId, String caller, Map<String, ?> body) {
        return auth.put(path(externalId), caller, body);
    }

    private static void assertRefused(Reply reply, int status, String code) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.code()).isEqualTo(code);
    }

    private static Reply arrive(String caller) {
        return auth.post("/auth/external-account", Map.of(), "Authorization", "Bearer " + caller);
    }

    @Test
    void theFirstTokenOfAUserRegistersTheUser() {
        assertRefused(auth.get("/users/me", token), 404, "user_not_found");
        List<CompletableFuture<Reply>> together = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            together.add(CompletableFuture.supplyAsync(() -> arrive(token)));
        }
        together.forEach(each -> assertThat(each.join().status()).isEqualTo(204));
        JsonNode me = auth.get("/users/me", token).body();
        assertThat(me.path("id").asString()).isEqualTo(id.toString());
        assertThat(me.path("username").asString()).startsWith("customer.");
    }

    @Test
    void onlyTokensOfTheIssuerRegisterUsers() {
        assertRefused(auth.post("/auth/external-account", Map.of()), 401, "token_missing");
        for (String bad : List.of(
                marketplace.forged(subject), marketplace.unsigned(subject), marketplace.byAnUnknownKey(subject))) {
            assertRefused(arrive(bad), 401, "token_invalid");
        }
        String own = RunningAuth.uniqueName();
        auth.register(own);
        assertRefused(arrive(auth.login(own).body().path("token").asString()), 403, "forbidden");
        assertRefused(auth.get("/users/" + id, operator()), 404, "user_not_found");
    }

    @Test
    void theMarketplacePutsUsersBeforeTheyArrive() {
        String operator = operator();
        String name = RunningAuth.uniqueName();
        Map<String, ?> body = Map.of(
                "name", name, "email", "c@shop.example", "emailVerified", true, "avatarUrl", "https://x.example/c.png");
        Reply created = put(subject, operator, body);
        assertThat(created.status()).as(created.text()).isEqualTo(200);
        assertThat(created.body().path("id").asString()).isEqualTo(id.toString());
        assertThat(created.body().path("username").asString()).isEqualTo(name);
        assertThat(created.text()).as("others see no address").doesNotContain("c@shop.example");
        assertThat(put(subject, operator, body).text()).isEqualTo(created.text());

        assertThat(arrive(token).status()).isEqualTo(204);
        JsonNode me = auth.get("/users/me", token).body();
        assertThat(me.path("username").asString()).isEqualTo(name);
        assertThat(me.path("email").asString()).isEqualTo("c@shop.example");
        assertThat(me.path("emailVerified").asBoolean()).isTrue();
        assertThat(put(subject, operator, Map.of("avatarUrl", ""))
                        .body()
                        .path("avatarUrl")
                        .isString())
                .isFalse();
    }

    @Test
    void manyUsersAreEachRegisteredOrRefused() {
        Reply reply = auth.send(
                "/admin/users",
                operator(),
                Map.of(
                        "users",
                        List.of(
                                Map.of("externalId", subject, "name", RunningAuth.uniqueName()),
                                Map.of("externalId", "two words"),
                                Map.of("externalId", subject + "/2", "email", "nonsense"),
                                Map.of("externalId", subject + "/3"))));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        JsonNode items = reply.body().path("items");
        assertThat(items.size()).isEqualTo(4);
        assertThat(items.at("/0/user/id").asString()).isEqualTo(id.toString());
        assertThat(items.at("/1/error/code").asString()).isEqualTo("invalid_request");
        assertThat(items.at("/2/error/code").asString()).isEqualTo("invalid_email");
        assertThat(items.at("/3/externalId").asString()).isEqualTo(subject + "/3");
        assertThat(items.at("/3/user/username").asString()).startsWith("user-");
        for (List<?> users : List.of(List.of(), java.util.Collections.nCopies(101, Map.of("externalId", "x")))) {
            assertRefused(auth.send("/admin/users", operator(), Map.of("users", users)), 400, "invalid_request");
        }
        assertRefused(auth.send("/admin/users", operator(), Map.of()), 400, "invalid_request");
    }

    @Test
    void badInputHasCodes() {
        String operator = operator();
        assertRefused(put("x".repeat(256), operator, Map.of()), 400, "invalid_request");
        assertRefused(put("two%20words", operator, Map.of()), 400, "invalid_request");
        assertRefused(put(subject, operator, Map.of("name", " ")), 400, "invalid_request");
        assertRefused(put(subject, operator, Map.of("name", "x".repeat(201))), 400, "invalid_request");
        assertRefused(put(subject, operator, Map.of("email", "nonsense")), 400, "invalid_email");
        assertRefused(put(subject, operator, Map.of("avatarUrl", "http://x.example")), 400, "invalid_request");
        assertRefused(put(subject, operator, Map.of("password", "x")), 400, "invalid_request");
        assertRefused(auth.delete(path(subject), operator), 404, "user_not_found");
    }

    @Test
    void neitherUsersNorStrangersPutOrDeleteUsers() {
        arrive(token);
        String own = RunningAuth.uniqueName();
        auth.register(own);
        String user = auth.login(own).body().path("token").asString();
        for (String caller : List.of(user, token)) {
            assertRefused(put(subject, caller, Map.of("name", "x")), 403, "forbidden");
            assertRefused(auth.send("/admin/users", caller, Map.of("nonsense", 1)), 403, "forbidden");
            assertRefused(auth.delete(path(subject), caller), 403, "forbidden");
        }
        assertRefused(put(subject, null, Map.of()), 401, "token_missing");
        assertRefused(auth.delete(path(subject), null), 401, "token_missing");
        assertThat(auth.get("/users/me", token).status()).isEqualTo(200);
    }

    @Test
    void anExternalAccountHasNoPasswordHere() {
        arrive(token);
        String name = auth.get("/users/me", token).body().path("username").asString();
        assertRefused(auth.login(name, ""), 400, "invalid_request");
        assertRefused(auth.login(name), 401, "bad_credentials");
        assertRefused(
                auth.put("/users/" + id + "/password", token, Map.of("currentPassword", "", "newPassword", "x")),
                403,
                "account_elsewhere");
        assertRefused(auth.put("/users/" + id, token, Map.of("username", "other-name")), 403, "account_elsewhere");
        assertRefused(auth.delete("/users/" + id, token, Map.of("password", "x")), 403, "account_elsewhere");
        assertRefused(
                auth.put("/admin/users/" + id + "/roles/moderator", operator(), Map.of()), 403, "account_elsewhere");
    }

    @Test
    void aDeletedUserIsGoneForEver() {
        arrive(token);
        String operator = operator();
        assertThat(auth.delete(path(subject), operator).status()).isEqualTo(204);
        assertThat(auth.delete(path(subject), operator).status())
                .as("its answer was lost")
                .isEqualTo(204);
        assertRefused(arrive(marketplace.tokenByTheOtherKey(subject)), 410, "user_deleted");
        assertRefused(put(subject, operator, Map.of("name", "back")), 410, "user_deleted");
        assertThat(auth.get("/users/" + id, operator).body().path("deleted").asBoolean())
                .isTrue();
    }
}
