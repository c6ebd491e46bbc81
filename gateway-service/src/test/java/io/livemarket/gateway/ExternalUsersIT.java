package io.livemarket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.livemarket.events.Json;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.gateway.testing.TestGateway;
import io.livemarket.gateway.testing.TestSocket;
import io.livemarket.gateway.testing.TestTokens;
import io.livemarket.kit.config.AccountsMode;
import io.livemarket.kit.testing.MarketplaceIssuer;
import io.livemarket.testkit.running.RestClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Tokens of a marketplace's issuer, and of service accounts, at the gateway. The services are fakes. */
class ExternalUsersIT {

    private static MarketplaceIssuer marketplace;
    private static TestGateway gateway;

    private final String subject = "customer-" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        marketplace = MarketplaceIssuer.start();
        gateway = TestGateway.with(marketplace.arguments(AccountsMode.BOTH));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        marketplace.close();
    }

    private static RestClient as(String token) {
        return new RestClient(() -> URI.create("http://localhost:" + gateway.port()), token);
    }

    private static String refusal(String token) {
        TestSocket.Refused refused = catchThrowableOfType(
                TestSocket.Refused.class,
                () -> TestSocket.connectWith(gateway.port(), "{\"token\":\"" + token + "\"}"));
        return refused == null ? "none" : refused.code();
    }

    @Test
    void usersOfBothKindsChat() {
        UUID own = UUID.randomUUID();
        UUID customer = MarketplaceIssuer.idOf(subject);
        UUID chatId = gateway.decider().open(own, customer);
        try (TestSocket owns = gateway.online(own);
                TestSocket customers = TestSocket.online(gateway.port(), marketplace.token(subject))) {
            assertThat(customers
                            .ask("message:send", Map.of("chatId", chatId, "content", "hello", "clientMessageId", "1"))
                            .get("ok")
                            .booleanValue())
                    .isTrue();
            assertThat(owns.awaitEvent("message:receive", "content", "hello").text("senderId"))
                    .isEqualTo(customer.toString());
            assertThat(customers
                            .ask("session:refresh", Map.of("token", marketplace.tokenByTheOtherKey(subject)))
                            .get("ok")
                            .booleanValue())
                    .isTrue();
            assertThat(customers
                            .ask("session:refresh", Map.of("token", marketplace.token("another")))
                            .at("/error/code")
                            .stringValue())
                    .isEqualTo("forbidden");
        }
        JsonNode heard = as(marketplace.token(subject)).get("/notifications").expect(200);
        assertThat(heard.path("path").asString()).isEqualTo("/notifications");
        as(TestTokens.of(own)).get("/notifications").expect(200);
    }

    @Test
    void badIssuerTokensAreRefusedOverRestAndSockets() {
        Instant past = Instant.now().minusSeconds(600);
        String expired = marketplace.signed(MarketplaceIssuer.claims(subject)
                .issueTime(Date.from(past.minusSeconds(60)))
                .expirationTime(Date.from(past))
                .build());
        List<String> invalid = List.of(
                marketplace.forged(subject),
                marketplace.byAnUnknownKey(subject),
                marketplace.unsigned(subject),
                marketplace.signedWithThePublicKey(subject),
                marketplace.signed(
                        MarketplaceIssuer.claims(subject).audience("another").build()),
                marketplace.signed(MarketplaceIssuer.claims(subject)
                        .issuer("https://login.other.example/")
                        .build()),
                marketplace.signed(MarketplaceIssuer.claims(subject)
                        .issuer("livemarket")
                        .audience("livemarket")
                        .build()));
        for (String token : invalid) {
            as(token).get("/notifications").expectProblem(ErrorCode.TOKEN_INVALID);
            assertThat(refusal(token)).isEqualTo("token_invalid");
        }
        as(expired).get("/notifications").expectProblem(ErrorCode.TOKEN_EXPIRED);
        assertThat(refusal(expired)).isEqualTo("token_expired");
    }

    @Test
    void aFormWithASecretNeedsNoToken() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            JsonNode heard = Json.MAPPER.readTree(http.send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + gateway.port() + "/oauth/token"))
                                    .header("Authorization", "Basic c2hvcDpzZWNyZXQ=")
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body());
            assertThat(heard.path("service").asString()).isEqualTo("auth");
            assertThat(heard.path("body").asString()).isEqualTo("grant_type=client_credentials");
            assertThat(heard.at("/headers/authorization").asString()).isEqualTo("Basic c2hvcDpzZWNyZXQ=");
        }
    }

    @Test
    void aServiceAccountCallsTheOperationsOfItsScopesAlone() {
        UUID service = UUID.randomUUID();
        String all = TestTokens.ofService(service, "users:write chats:write messages:system");
        as(all).put("/admin/users/" + subject, Map.of()).expect(200);
        as(all).post("/admin/users", Map.of()).expect(200);
        as(all).delete("/admin/users/" + subject).expect(200);
        for (String path : List.of(
                "/users/me",
                "/chats",
                "/chats/" + UUID.randomUUID() + "/messages",
                "/notifications",
                "/moderation/reports",
                "/admin/status",
                "/admin/roles",
                "/admin/dead-letters",
                "/admin/users/" + subject)) {
            as(all).get(path).expectProblem(ErrorCode.FORBIDDEN);
        }
        as(all).put("/admin/users/" + service + "/roles/moderator", Map.of()).expectProblem(ErrorCode.FORBIDDEN);
        as(all).post("/auth/external-account", Map.of()).expectProblem(ErrorCode.FORBIDDEN);
        for (String path : List.of("/admin/webhooks", "/admin/webhooks/" + UUID.randomUUID())) {
            as(all).get(path).expectProblem(ErrorCode.FORBIDDEN);
            as(all).post(path, Map.of()).expectProblem(ErrorCode.FORBIDDEN);
            as(TestTokens.of(service)).get(path).expectProblem(ErrorCode.FORBIDDEN);
            as(TestTokens.ofService(service, "webhooks:write")).get(path).expect(200);
        }
        assertThat(refusal(all)).isEqualTo("forbidden");

        String none = TestTokens.ofService(service, "chats:write");
        as(none).put("/admin/users/" + subject, Map.of()).expectProblem(ErrorCode.FORBIDDEN);
        as(none).post("/chats/" + UUID.randomUUID() + "/messages", Map.of()).expectProblem(ErrorCode.FORBIDDEN);
        as(TestTokens.of(service)).put("/admin/users/" + subject, Map.of()).expectProblem(ErrorCode.FORBIDDEN);
        as(marketplace.token(subject)).put("/admin/users/" + subject, Map.of()).expectProblem(ErrorCode.FORBIDDEN);
        as(null).put("/admin/users/" + subject, Map.of()).expectProblem(ErrorCode.TOKEN_MISSING);
    }
}
