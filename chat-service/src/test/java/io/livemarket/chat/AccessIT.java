package io.livemarket.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.testing.MarketplaceIssuer;
import io.livemarket.testkit.running.RestClient;
import io.livemarket.testkit.running.TokenIssuer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Who must not, cannot: at every endpoint. */
class AccessIT {

    private static final Map<String, String> PRICE = Map.of("amount", "40.00", "currency", "EUR");
    private static RunningChatService service;
    private static ChatCalls ana;
    private static ChatCalls mallory;
    private static String chat;
    private static String message;

    record Call(String method, String path, Object body) {

        static Call of(String method, String path, Object body) {
            return new Call(method, path, body);
        }

        RestClient.Answer by(RestClient caller) {
            return caller.call(method, path.replace(":chat", chat).replace(":message", message), body);
        }
    }

    @BeforeAll
    static void start() {
        service = RunningChatService.shared();
        ana = ChatCalls.of(service);
        mallory = ChatCalls.of(service);
        chat = ana.openPrivate(ChatCalls.of(service));
        message = ana.send(chat, "entre nosotras");
    }

    @Test
    void anIssuersTokenIsOfItsOwnUserAlone() {
        MarketplaceIssuer marketplace = RunningChatService.marketplace();
        RestClient customer = service.with(marketplace.token("customer-1"));
        assertThat(customer.get("/chats").expect(200).path("items")).isEmpty();
        customer.get("/chats/" + chat).expectProblem(ErrorCode.CHAT_NOT_FOUND);
        String ours = marketplace.signed(
                MarketplaceIssuer.claims(ana.user().toString()).build());
        service.with(ours).get("/chats/" + chat).expectProblem(ErrorCode.CHAT_NOT_FOUND);
        for (String bad : List.of(
                marketplace.forged("customer-1"),
                marketplace.unsigned("customer-1"),
                marketplace.signedWithThePublicKey("customer-1"),
                marketplace.signed(MarketplaceIssuer.claims("customer-1")
                        .audience("livemarket")
                        .build()),
                marketplace.signed(TokenIssuer.claims(ana.user()).build()))) {
            service.with(bad).get("/chats").expectProblem(ErrorCode.TOKEN_INVALID);
        }
    }

    static Stream<Call> callsToAChat() {
        return Stream.of(
                Call.of("GET", "/chats/:chat", null),
                Call.of("DELETE", "/chats/:chat", null),
                Call.of("PATCH", "/chats/:chat", Map.of("archived", true)),
                Call.of("GET", "/chats/:chat/messages", null),
                Call.of("GET", "/chats/:chat/messages?afterSeq=0", null),
                Call.of("GET", "/chats/:chat/messages/:message", null),
                Call.of("GET", "/messages/search?q=nosotras&chatId=:chat", null),
                Call.of("POST", "/chats/:chat/messages", Map.of("content", "hola")),
                Call.of("PUT", "/chats/:chat/messages/:message", Map.of("content", "hola")),
                Call.of("DELETE", "/chats/:chat/messages/:message", null),
                Call.of("POST", "/chats/:chat/delivered", Map.of("upToSeq", 1)),
                Call.of("POST", "/chats/:chat/read", Map.of("upToSeq", 1)),
                Call.of("GET", "/chats/:chat/offers", null),
                Call.of("GET", "/chats/:chat/offers/:message", null),
                Call.of("POST", "/chats/:chat/offers", Map.of("productId", Ids.next(), "price", PRICE)),
                Call.of("POST", "/chats/:chat/offers/:message/counter", Map.of("price", PRICE)),
                Call.of("POST", "/chats/:chat/offers/:message/accept", null),
                Call.of("POST", "/chats/:chat/offers/:message/decline", null),
                Call.of("POST", "/chats/:chat/offers/:message/withdraw", null),
                Call.of("PUT", "/chats/:chat/deal", null),
                Call.of("DELETE", "/chats/:chat/deal", null),
                Call.of("POST", "/chats/:chat/members", Map.of("userIds", List.of(Ids.next()))),
                Call.of("DELETE", "/chats/:chat/members/" + Ids.next(), null),
                Call.of("PUT", "/chats/:chat/members/" + Ids.next(), Map.of("admin", true)),
                Call.of("PUT", "/chats/:chat/invitation", Map.of("accept", true)),
                Call.of("PATCH", "/chats/:chat", Map.of("name", "X")));
    }

    static Stream<Call> allCalls() {
        return Stream.concat(
                callsToAChat(),
                Stream.of(
                        Call.of("GET", "/chats", null),
                        Call.of("POST", "/chats", Map.of("type", "private", "participants", List.of())),
                        Call.of("GET", "/chats/undelivered", null),
                        Call.of("GET", "/chats/invitations", null),
                        Call.of("GET", "/messages/search?q=nosotras", null),
                        Call.of("GET", "/users/me/response-time", null),
                        Call.of("GET", "/users/" + Ids.next() + "/response-time", null),
                        Call.of(
                                "POST",
                                "/undelivered/query",
                                Map.of("tokens", List.of(issuer().token(ana.user())), "limit", 10)),
                        Call.of("POST", "/chats/sync", Map.of("chats", Map.of())),
                        Call.of("GET", "/nowhere", null),
                        Call.of("GET", "/actuator/env", null)));
    }

    @ParameterizedTest
    @MethodSource("callsToAChat")
    void aNonParticipantGetsNothingOfTheChat(Call call) {
        call.by(mallory.rest()).expectProblem(ErrorCode.CHAT_NOT_FOUND);
    }

    @ParameterizedTest
    @MethodSource("allCalls")
    void requestsWithoutATokenAreRefused(Call call) {
        assertThat(call.by(service.stranger()).response().headers().firstValue("WWW-Authenticate"))
                .hasValue("Bearer");
        call.by(service.stranger()).expectProblem(ErrorCode.TOKEN_MISSING);
    }

    @ParameterizedTest
    @MethodSource("allCalls")
    void requestsWithAForgedTokenAreRefused(Call call) {
        call.by(service.with(issuer().forged(ana.user()))).expectProblem(ErrorCode.TOKEN_INVALID);
    }

    @ParameterizedTest
    @MethodSource("allCalls")
    void requestsWithAnExpiredTokenAreRefused(Call call) {
        call.by(service.with(issuer().expired(ana.user()))).expectProblem(ErrorCode.TOKEN_EXPIRED);
    }

    @ParameterizedTest
    @MethodSource("badTokens")
    void undeliveredMessagesAreNotAnsweredToABadToken(String token) {
        JsonNode answers = mallory.rest()
                .post(
                        "/undelivered/query",
                        Map.of("tokens", List.of(issuer().token(mallory.user()), token), "limit", 10))
                .expect(200)
                .path("answers");
        assertThat(answers.get(0).path("missed").isObject()).isTrue();
        assertThat(answers.get(1).path("code").asString()).isEqualTo(ErrorCode.TOKEN_INVALID.code());
        assertThat(answers.get(1).path("missed").isObject()).isFalse();
    }

    static Stream<String> badTokens() {
        Date soon = Date.from(Instant.now().plusSeconds(600));
        JWTClaimsSet.Builder claims = TokenIssuer.claims(ana.user());
        return Stream.of(
                issuer().unsigned(ana.user()),
                issuer().signedWithThePublicKey(ana.user()),
                issuer().signed(TokenIssuer.claims(ana.user())
                        .audience("elsewhere")
                        .build()),
                issuer().signed(TokenIssuer.claims(ana.user())
                        .audience((String) null)
                        .build()),
                issuer().signed(TokenIssuer.claims(ana.user())
                        .issuer("somebody")
                        .build()),
                issuer().signed(TokenIssuer.claims(ana.user())
                        .expirationTime(null)
                        .build()),
                issuer().signed(TokenIssuer.claims(ana.user())
                        .notBeforeTime(soon)
                        .build()),
                issuer().signed(TokenIssuer.claims(ana.user()).subject("admin").build()),
                issuer().signed(claims.subject(null).build()),
                "a.b.c",
                "no-token",
                "..");
    }

    @ParameterizedTest
    @MethodSource("badTokens")
    void aTokenThatIsNotOursIsInvalid(String token) {
        service.with(token).get("/chats").expectProblem(ErrorCode.TOKEN_INVALID);
    }

    /** By the claim that auth-service gives where it requires verified addresses. */
    @Test
    void anUnverifiedUserOpensNoChatButUsesExistingOnes() {
        RestClient unverified = service.with(issuer().signed(TokenIssuer.claims(ana.user())
                .claim("must_verify_email", true)
                .build()));
        unverified
                .call(
                        "POST",
                        "/chats",
                        Map.of(
                                "type",
                                "private",
                                "participants",
                                List.of(Ids.next().toString())))
                .expectProblem(ErrorCode.EMAIL_NOT_VERIFIED);
        unverified.get("/chats/" + chat).expect(200);
    }

    @Test
    void aTokenInTheAddressIsNoToken() {
        service.stranger()
                .get("/chats?access_token=" + issuer().token(ana.user()))
                .expectProblem(ErrorCode.TOKEN_MISSING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/healthz", "/readyz"})
    void healthWhereRequestsAreTakenShowsNoDetails(String path) {
        RestClient.Answer answer = service.stranger().get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(new String(answer.response().body(), StandardCharsets.UTF_8)).isEqualTo("{\"status\":\"UP\"}");
        assertThat(service.stranger().call("POST", path, Map.of()).status()).isEqualTo(405);
        assertThat(service.stranger().get(path + "/decider").status()).isEqualTo(401);
    }

    @Test
    void healthAndMetricsNeedNone() {
        service.stranger().get("/actuator/health/readiness").expect(200);
        assertThat(service.stranger().get("/actuator/prometheus").status()).isEqualTo(200);
    }

    @Test
    void operatorsSeeHitsOfTheRulesAndNoContent() {
        String number = "612 345 678";
        ana.send(ana.openPrivate(ChatCalls.of(service)), "Call me on " + number);
        String scrape = new String(
                service.stranger().get("/actuator/prometheus").response().body(), StandardCharsets.UTF_8);
        assertThat(scrape)
                .containsPattern("livemarket_content_hits_total\\{action=\"flag\",[^}]*category=\"contact_details\"")
                .doesNotContain(number);
    }

    @Test
    void nothingThatWasRefusedChangedTheChat() {
        callsToAChat().forEach(call -> call.by(mallory.rest()));
        assertThat(ana.chat(chat).path("version").asLong()).isEqualTo(2);
        assertThat(ana.history(chat, "").path("items")).hasSize(1);
        mallory.rest()
                .put(ChatCalls.message(Ids.next().toString(), message), Map.of("content", "x"))
                .expectProblem(ErrorCode.CHAT_NOT_FOUND);
    }

    private static TokenIssuer issuer() {
        return RunningChatService.issuer();
    }
}
