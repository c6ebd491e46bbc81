package io.livemarket.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.livemarket.auth.RunningAuth.Reply;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Service accounts and their tokens. */
class ServicesIT {

    private static final String GRANT = "grant_type=client_credentials";

    private final RunningAuth auth = RunningAuth.shared();
    private final String operator = operator();
    private final String name = RunningAuth.uniqueName();
    private final JsonNode service = created();
    private final String id = service.path("id").asString();
    private final String secret = service.path("secret").asString();

    private String operator() {
        auth.register(RunningAuth.OPERATOR); // Of the first test that comes to it.
        return auth.login(RunningAuth.OPERATOR).body().path("token").asString();
    }

    private JsonNode created() {
        Reply reply = create(name, List.of("users:write", "chats:write"));
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        assertThat(reply.headers().firstValue("Cache-Control")).contains("no-store");
        return reply.body();
    }

    private Reply create(String username, Object scopes) {
        return auth.send("/admin/services", operator, Map.of("name", username, "scopes", scopes));
    }

    private Reply token(String clientId, String clientSecret, String more) {
        String basic =
                Base64.getEncoder().encodeToString((clientId + ":" + clientSecret).getBytes(StandardCharsets.UTF_8));
        return auth.form("/oauth/token", GRANT + more, "Authorization", "Basic " + basic);
    }

    private static void assertRefused(Reply reply, int status, String code) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.code()).isEqualTo(code);
    }

    private static void assertError(Reply reply, int status, String error) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.body().path("error").asString()).isEqualTo(error);
    }

    @Test
    void aSecretGetsAShortLivedTokenWithTheScopes() throws ParseException {
        Reply granted = token(id, secret, "");
        assertThat(granted.status()).as(granted.text()).isEqualTo(200);
        assertThat(granted.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(granted.body().path("token_type").asString()).isEqualTo("Bearer");
        assertThat(granted.body().path("expires_in").asInt()).isEqualTo(300);
        assertThat(granted.body().path("scope").asString()).isEqualTo("chats:write users:write");
        JWTClaimsSet claims =
                SignedJWT.parse(granted.body().path("access_token").asString()).getJWTClaimsSet();
        assertThat(claims.getSubject()).isEqualTo(id);
        assertThat(claims.getStringClaim("client_id")).isEqualTo(id);
        assertThat(claims.getStringListClaim("roles")).containsExactly("service");
        assertThat(Duration.between(
                        claims.getIssueTime().toInstant(),
                        claims.getExpirationTime().toInstant()))
                .isEqualTo(Duration.ofMinutes(5));

        Reply narrow =
                auth.form("/oauth/token", GRANT + "&scope=users%3Awrite&client_id=" + id + "&client_secret=" + secret);
        assertThat(narrow.body().path("scope").asString()).isEqualTo("users:write");
    }

    @Test
    void wrongSecretsScopesAndFormsAreRefusedByTheRfc() {
        Reply wrong = token(id, "wrong", "");
        assertError(wrong, 401, "invalid_client");
        assertThat(wrong.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Basic");
        assertError(token(UUID.randomUUID().toString(), secret, ""), 401, "invalid_client");
        assertError(token("nonsense", secret, ""), 401, "invalid_client");
        assertError(auth.form("/oauth/token", GRANT), 401, "invalid_client");
        assertError(token(id, secret, "&scope=messages%3Asystem"), 400, "invalid_scope");
        assertError(auth.form("/oauth/token", "grant_type=password"), 400, "unsupported_grant_type");
        assertRefused(
                auth.post("/oauth/token", Map.of("grant_type", "client_credentials")), 415, "unsupported_media_type");
        assertRefused(auth.form("/oauth/token?client_id=x", GRANT), 400, "invalid_request");
        assertError(auth.form("/oauth/token", GRANT + "&scope=%C3%28"), 400, "invalid_request");
    }

    @Test
    void guessesOfASecretAreLimited() {
        for (int i = 0; i < 5; i++) {
            assertError(token(id, "guess-" + i, ""), 401, "invalid_client");
        }
        assertRefused(token(id, secret, ""), 429, "rate_limited");
    }

    @Test
    void secretsAreReplacedWithoutAPause() {
        Reply added = auth.send("/admin/services/" + id + "/secrets", operator, Map.of());
        assertThat(added.status()).as(added.text()).isEqualTo(201);
        String next = added.body().path("secret").asString();
        assertThat(added.body().path("secrets").size()).isEqualTo(2);
        assertThat(token(id, secret, "").status()).isEqualTo(200);
        assertThat(token(id, next, "").status()).isEqualTo(200);
        assertRefused(auth.send("/admin/services/" + id + "/secrets", operator, Map.of()), 409, "too_many_services");
        String former = service.at("/secrets/0/id").asString();
        assertThat(auth.delete("/admin/services/" + id + "/secrets/" + former, operator)
                        .status())
                .isEqualTo(204);
        assertError(token(id, secret, ""), 401, "invalid_client");
        assertThat(token(id, next, "").status()).isEqualTo(200);
    }

    @Test
    void operatorsListServicesWithoutTheirSecrets() {
        Reply list = auth.get("/admin/services", operator);
        assertThat(list.status()).isEqualTo(200);
        JsonNode own = list.body()
                .path("items")
                .valueStream()
                .filter(each -> each.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
        assertThat(own.path("name").asString()).isEqualTo(name);
        assertThat(own.has("secret") && own.path("secret").isString()).isFalse();
        assertThat(list.text()).doesNotContain(secret);
    }

    @Test
    void theNextTokenHasNewScopesADeletedServiceNone() {
        Reply changed = auth.put("/admin/services/" + id, operator, Map.of("scopes", List.of("messages:system")));
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        assertThat(token(id, secret, "").body().path("scope").asString()).isEqualTo("messages:system");
        assertThat(auth.delete("/admin/services/" + id, operator).status()).isEqualTo(204);
        assertThat(auth.delete("/admin/services/" + id, operator).status())
                .as("its answer was lost")
                .isEqualTo(204);
        assertError(token(id, secret, ""), 401, "invalid_client");
        assertThat(auth.get("/users/" + id, operator).body().path("deleted").asBoolean())
                .isTrue();
    }

    @Test
    void badInputHasCodes() {
        assertRefused(create(name, List.of("users:write")), 409, "username_taken");
        assertRefused(create("x", List.of("users:write")), 400, "invalid_username");
        for (Object scopes : List.of(List.of(), List.of("root"), List.of("users:write", "operator"))) {
            assertRefused(create(RunningAuth.uniqueName(), scopes), 400, "invalid_request");
        }
        String unknown = UUID.randomUUID().toString();
        assertRefused(auth.put("/admin/services/nonsense", operator, Map.of()), 400, "invalid_id");
        assertRefused(
                auth.put("/admin/services/" + unknown, operator, Map.of("scopes", List.of("users:write"))),
                404,
                "user_not_found");
        assertRefused(auth.delete("/admin/services/" + unknown, operator), 404, "user_not_found");
        assertThat(auth.login(name).code()).as("a service has no password").isEqualTo("bad_credentials");
    }

    @Test
    void onlyOperatorsManageServicesAndNoServiceDoes() {
        String person = RunningAuth.uniqueName();
        auth.register(person);
        String user = auth.login(person).body().path("token").asString();
        String own = token(id, secret, "").body().path("access_token").asString();
        for (String caller : List.of(user, own)) {
            assertRefused(auth.get("/admin/services", caller), 403, "forbidden");
            assertRefused(auth.send("/admin/services", caller, Map.of("nonsense", 1)), 403, "forbidden");
            assertRefused(auth.put("/admin/services/" + id, caller, Map.of()), 403, "forbidden");
            assertRefused(auth.send("/admin/services/" + id + "/secrets", caller, Map.of()), 403, "forbidden");
            assertRefused(auth.delete("/admin/services/" + id, caller), 403, "forbidden");
        }
        assertRefused(auth.get("/admin/services", null), 401, "token_missing");
        assertRefused(auth.get("/users/me", own), 403, "forbidden");
        assertRefused(auth.get("/users?search=" + name, own), 403, "forbidden");
        assertRefused(auth.delete("/auth/sessions", own), 403, "forbidden");
        assertRefused(auth.put("/admin/users/ana", own, Map.of("name", "Ana")), 404, "not_found");
    }
}
