package io.livemarket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.livemarket.events.Json;
import io.livemarket.gateway.config.ServiceName;
import io.livemarket.gateway.testing.FakeService;
import io.livemarket.gateway.testing.TestGateway;
import io.livemarket.gateway.testing.TestSocket;
import io.livemarket.gateway.testing.TestTokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * REST through the edge: which service answers, the headers that services receive, and the requests that never reach
 * them.
 */
class RestEdgeIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String USER = "/users/0198c0de-0000-7000-8000-000000000001";

    private final TestGateway gateway = TestGateway.shared();
    private final UUID alice = UUID.randomUUID();
    private final String token = TestTokens.of(alice);

    private HttpRequest.Builder to(TestGateway target, String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + target.port() + path))
                .timeout(java.time.Duration.ofSeconds(30));
    }

    private HttpRequest.Builder to(String path) {
        return to(gateway, path).header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) {
        return Json.MAPPER.readTree(response.body());
    }

    private static void assertProblem(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json(response).get("code").stringValue()).isEqualTo(code);
        assertThat(json(response).get("titleEs").stringValue()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /users/me, auth",
        "GET, " + USER + ", auth",
        "PUT, " + USER + ", auth",
        "GET, /users?search=al, auth",
        "GET, " + USER + "/presence, presence",
        "GET, /users/me/connections, presence",
        "POST, " + USER + "/block, moderation",
        "GET, /users/me/blocks, moderation",
        "POST, " + USER + "/report, moderation",
        "GET, /moderation/reports, moderation",
        "PUT, /chats/x/mute, notification",
        "GET, /chats, chat",
        "PUT, /chats/x/messages/y, chat",
        "DELETE, /chats/x, chat",
        "GET, /notifications, notification",
        "POST, /files, file",
        "GET, /files/x, file",
        "GET, /messages/search, chat",
        "GET, " + USER + "/response-time, chat",
        "POST, /products, product",
        "GET, /products, product",
        "PUT, /products/x/state, product"
    })
    void everyPathGoesToTheServiceThatOwnsIt(String method, String path, String service) throws Exception {
        JsonNode heard = json(send(to(path).method(method, BodyPublishers.ofString(method.equals("GET") ? "" : "{}"))));
        assertThat(heard.get("service").stringValue()).isEqualTo(service);
        assertThat(heard.get("method").stringValue()).isEqualTo(method);
        assertThat(path).startsWith(heard.get("path").stringValue());
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /auth/register",
        "POST, /auth/login",
        "POST, /auth/refresh",
        "POST, /auth/logout",
        "POST, /auth/password-resets",
        "PUT, /auth/password-resets",
        "PUT, /auth/email-verifications",
        "GET, /auth/reminders-off",
        "POST, /auth/reminders-off",
        "GET, /.well-known/jwks.json"
    })
    void signingInNeedsNoToken(String method, String path) throws Exception {
        assertThat(send(to(gateway, path).method(method, BodyPublishers.ofString("")))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/users/me",
                USER,
                "/users?search=al",
                USER + "/presence",
                USER + "/response-time",
                "/users/me/connections",
                "/users/me/blocks",
                "/moderation/reports",
                "/chats",
                "/chats/x/messages",
                "/notifications",
                "/files/x",
                "/products",
                "/products/x",
                "/auth/something"
            })
    void everythingElseNeedsOne(String path) throws Exception {
        assertProblem(send(to(gateway, path)), 401, "token_missing");
        assertProblem(send(bearing(path, TestTokens.forged(alice))), 401, "token_invalid");
        assertProblem(send(bearing(path, TestTokens.unsigned(alice))), 401, "token_invalid");
        assertProblem(
                send(bearing(path, TestTokens.of(alice, java.time.Duration.ofMinutes(-1)))), 401, "token_expired");
        assertProblem(send(bearing(path, "nonsense")), 401, "token_invalid");
    }

    private HttpRequest.Builder bearing(String path, String other) {
        return to(gateway, path).header("Authorization", "Bearer " + other);
    }

    @Test
    void anUnroutedPathIsNotFound() throws Exception {
        assertProblem(send(to("/nowhere")), 404, "not_found");
        assertProblem(send(to(gateway, "/nowhere")), 404, "not_found");
        assertProblem(send(to(gateway, "/actuator/env")), 404, "not_found");
        assertProblem(send(to(gateway, "/actuator/gateway/routes")), 404, "not_found");
    }

    @Test
    void aServiceGetsTheTokenAndTheTrustedAddressOnly() throws Exception {
        JsonNode headers = json(send(to("/chats")
                        .header("X-Forwarded-For", "6.6.6.6")
                        .header("X-Forwarded-Host", "evil.example")
                        .header("Forwarded", "for=6.6.6.6")
                        .header("X-LiveMarket-Min-Offsets", "0:999")))
                .get("headers");
        assertThat(headers.get("authorization").stringValue()).isEqualTo("Bearer " + token);
        assertThat(headers.get("x-forwarded-for").stringValue()).isIn("127.0.0.1", "0:0:0:0:0:0:0:1");
        assertThat(headers.get("x-forwarded-host").stringValue()).isEqualTo("localhost:" + gateway.port());
        assertThat(headers.get("x-forwarded-proto").stringValue()).isEqualTo("http");
        assertThat(headers.has("forwarded")).isFalse();
        assertThat(headers.has("x-livemarket-min-offsets")).isFalse();
    }

    @Test
    void answersForbidFramesScriptsAndSniffing() throws Exception {
        HttpResponse<String> response = send(to("/chats"));
        assertThat(response.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(response.headers().allValues("X-Frame-Options")).containsExactly("DENY");
        assertThat(response.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'"));
    }

    @Test
    void aBodyOverTheLimitIsRefusedExceptForFiles() throws Exception {
        byte[] large = new byte[1024 * 1024 + 1];
        assertProblem(send(to("/chats").POST(BodyPublishers.ofByteArray(large))), 413, "payload_too_large");
        HttpResponse<String> chunked =
                send(to("/chats").POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large))));
        assertProblem(chunked, 413, "payload_too_large");
        assertThat(send(to("/files").POST(BodyPublishers.ofByteArray(large))).statusCode())
                .isEqualTo(200);
    }

    @Test
    void anAddressOverTheLimitIsRefusedWithADocument() throws Exception {
        assertThat(send(to("/users/search?q=" + "a".repeat(3_900))).statusCode())
                .isEqualTo(200);
        for (String path : List.of(
                "/users/search?q=" + "a".repeat(4_000),
                "/notifications?ids=" + "b".repeat(20_000),
                "/" + "c".repeat(60_000))) {
            assertProblem(send(to(path)), 400, "invalid_request");
        }
    }

    @Test
    void anAnnouncedUploadOverTheLimitIsRefusedAtOnce() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("POST /files HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                                    + "\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 10737418240\r\n\r\n")
                            .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes(12);
            assertThat(new String(answer, java.nio.charset.StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 413");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/files/x/content", "/files/x/thumbnail", "/files/x/avatar"})
    void fileContentNeedsNoTokenButRefusesABadOne(String path) throws Exception {
        assertThat(json(send(to(gateway, path + "?signature=s"))).get("service").stringValue())
                .isEqualTo("file");
        assertProblem(send(bearing(path, "nonsense")), 401, "token_invalid");
        assertProblem(send(to(gateway, path).DELETE()), 401, "token_missing");
    }

    /** A service fails at the first, and answers the other with a page of its container. */
    @ParameterizedTest
    @ValueSource(strings = {"/users/search?q=%ff", "/users/%c3%28", "/users?ids[]=1"})
    void anUnreadableAddressIsRefusedWithADocument(String path) throws Exception {
        assertProblem(send(to(path)), 400, "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/users/%00", "/chats/a%2Fb", "/docs/%2e%2e/x", "/files/a%3Bb"})
    void aSuspiciousPathIsRefusedWithADocument(String path) throws Exception {
        assertProblem(send(to(gateway, path)), 400, "invalid_request");
    }

    /** A client of Java takes none of these paths, and the server refuses some before any filter. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/users/%zz",
                "/users//me",
                "/users/me;x=1",
                "/chats/a%2Fb",
                "/chats?x=%",
                "/users/me^",
                "/chats?q=a b",
                "/%"
            })
    void anInvalidPathIsRefusedWithADocument(String path) throws Exception {
        assertRawProblem("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n\r\n");
    }

    @Test
    void aRequestThatIsNoneIsRefusedWithADocument() throws Exception {
        assertRawProblem("GET /chats HTTP/1.1\r\nHost: localhost\r\nX y: 1\r\n\r\n");
        assertRawProblem("GET /chats HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n");
    }

    /** A final answer before the body: no 100, and nothing behind the answer. */
    @Test
    void aForbiddenUploadGetsOneFinalAnswer() throws Exception {
        String answer = raw("POST /files HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nConnection: close\r\n"
                + "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 100000\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 401").contains("token_missing");
        assertThat(answer.split("HTTP/1.1 ", -1)).hasSize(2);
    }

    /** Each is {@code invalid_request}. */
    private void assertRawProblem(String request) throws Exception {
        String answer = raw(request);
        assertThat(answer)
                .as(request)
                .startsWith("HTTP/1.1 400 ")
                .containsIgnoringCase("content-type: application/problem+json")
                .contains("\"code\":\"invalid_request\"")
                .endsWith("}");
    }

    /** The answer to a request on a separate connection, up to the end of a document or of the connection. */
    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
            StringBuilder answer = new StringBuilder();
            for (int next = socket.getInputStream().read();
                    next >= 0;
                    next = socket.getInputStream().read()) {
                answer.append((char) next);
                if (next == '}' && socket.getInputStream().available() == 0) {
                    break;
                }
            }
            return answer.toString();
        }
    }

    @Test
    void anUnknownMethodIsRefusedWithTheAllowedOnes() throws Exception {
        HttpResponse<String> refused = send(bearing("/admin/status", TestTokens.withRoles(alice, "operator"))
                .DELETE());
        assertProblem(refused, 405, "method_not_allowed");
        assertThat(refused.headers().firstValue("Allow")).hasValue("GET");
    }

    @Test
    void pagesOfOtherOriginsMayNotCall() throws Exception {
        assertProblem(send(to("/chats").header("Origin", "https://evil.example")), 403, "origin_not_allowed");
        assertThat(send(to("/chats").header("Origin", "http://localhost:" + gateway.port()))
                        .statusCode())
                .isEqualTo(200);
        assertThat(send(to("/chats")).statusCode()).isEqualTo(200);
    }

    @Test
    void healthIsRedWhenOneServiceIsDown() throws Exception {
        await().atMost(java.time.Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(send(to(gateway, "/actuator/health")).statusCode())
                                .isEqualTo(200));
        JsonNode green = json(send(to(gateway, "/actuator/health")));
        for (String path : List.of("/healthz", "/readyz")) {
            assertThat(send(to(gateway, path)).body()).as(path).isEqualTo("{\"status\":\"UP\"}");
            assertProblem(send(to(gateway, path + "/services")), 404, "not_found");
        }
        assertThat(green.at("/components/tails/status").stringValue()).isEqualTo("UP");
        for (ServiceName service : ServiceName.values()) {
            assertThat(green.at("/components/services/components/" + service.id() + "/status")
                            .stringValue())
                    .as(service.id())
                    .isEqualTo("UP");
        }
        gateway.service(ServiceName.FILE).healthy(false);
        try {
            await().atMost(java.time.Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(
                                    send(to(gateway, "/actuator/health")).statusCode())
                            .isEqualTo(503));
            assertThat(json(send(to(gateway, "/actuator/health")))
                            .at("/components/services/components/file/status")
                            .stringValue())
                    .isEqualTo("OUT_OF_SERVICE");
            assertThat(send(to(gateway, "/actuator/health/readiness")).statusCode())
                    .as("what an orchestrator looks at is the gateway alone")
                    .isEqualTo(200);
        } finally {
            gateway.service(ServiceName.FILE).healthy(true);
        }
        await().atMost(java.time.Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(send(to(gateway, "/actuator/health")).statusCode())
                                .isEqualTo(200));
        assertThat(send(to(gateway, "/actuator/prometheus")).body()).contains("livemarket_sockets_connected");
    }

    @Test
    void allowedOriginsReplicasAndRatesFollowTheConfiguration() throws Exception {
        // A bound port without a listener.
        try (Socket taken = new Socket();
                FakeService second = new FakeService("chat-2")) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            int nobody = taken.getLocalPort();
            try (TestGateway other = TestGateway.with(
                    "livemarket.gateway.services.notification=http://localhost:" + nobody,
                    "livemarket.gateway.services.moderation=http://localhost:" + nobody + "," + second.uri(),
                    "livemarket.gateway.allowed-origins=https://shop.example",
                    "livemarket.gateway.forwarded-hops=1",
                    "livemarket.gateway.budgets.per-user.per-second=1",
                    "livemarket.gateway.budgets.per-user.burst=30",
                    "livemarket.gateway.rest.per-user.per-second=1",
                    "livemarket.gateway.rest.per-user.burst=40",
                    "livemarket.gateway.rest.per-address.per-second=1",
                    "livemarket.gateway.rest.per-address.burst=5")) {
                assertProblem(send(as(other, "/notifications", "10.0.0.1")), 503, "unavailable");
                for (int i = 0; i < 10; i++) {
                    assertThat(json(send(as(other, "/moderation/reports", "10.0.1." + i)))
                                    .get("service")
                                    .stringValue())
                            .as("the replica that lives")
                            .isEqualTo("chat-2");
                }
                HttpResponse<String> shop =
                        send(as(other, "/chats/x", "10.0.0.2").header("Origin", "https://shop.example"));
                assertThat(shop.headers().firstValue("Access-Control-Allow-Origin"))
                        .contains("https://shop.example");
                HttpResponse<String> preflight = send(to(other, "/chats")
                        .header("X-Forwarded-For", "10.0.0.3")
                        .header("Origin", "https://shop.example")
                        .header("Access-Control-Request-Method", "PUT")
                        .header("Access-Control-Request-Headers", "authorization")
                        .method("OPTIONS", BodyPublishers.noBody()));
                assertThat(preflight.statusCode()).isEqualTo(200);
                assertThat(preflight.headers().firstValue("Access-Control-Allow-Methods"))
                        .isPresent();
                limitsAnAddress(other);
                limitsAUser(other);
                limitsAllSocketsOfAUser(other);
                countsWhatAUserSendsThroughAnotherGateway(other);
            }
        }
    }

    /** Each socket is within its own limit; together they are not, and others do not notice. */
    private static void limitsAllSocketsOfAUser(TestGateway other) {
        UUID mallory = UUID.randomUUID();
        UUID bystander = UUID.randomUUID();
        try (TestSocket first = other.online(mallory);
                TestSocket second = other.online(mallory);
                TestSocket bystanders = other.online(bystander)) {
            List<CompletableFuture<JsonNode>> asked = IntStream.range(0, 40)
                    .mapToObj(i -> (i % 2 == 0 ? first : second).asking("no-such-event", Map.of()))
                    .toList();
            assertThat(asked.stream()
                            .map(answer -> answer.orTimeout(60, TimeUnit.SECONDS)
                                    .join()
                                    .at("/error/code")
                                    .stringValue()))
                    .contains("unknown_event", "rate_limited");
            assertThat(bystanders
                            .ask("no-such-event", Map.of())
                            .at("/error/code")
                            .stringValue())
                    .isEqualTo("unknown_event");
            TestSocket.Refused refused = catchThrowableOfType(TestSocket.Refused.class, () -> {
                for (int i = 0; i < 5; i++) {
                    other.online(mallory).close();
                }
            });
            assertThat(refused.code()).isEqualTo("rate_limited");
        }
    }

    /** 30 events of which a CONNECT takes ten, and sixty messages through the other gateway: forty are owed. */
    private void countsWhatAUserSendsThroughAnotherGateway(TestGateway other) {
        UUID mallory = UUID.randomUUID();
        UUID chat = gateway.decider().open(mallory, UUID.randomUUID());
        try (TestSocket here = other.online(mallory);
                TestSocket there = gateway.online(mallory)) {
            assertThat(here.ask("no-such-event", Map.of()).at("/error/code").stringValue())
                    .isEqualTo("unknown_event");
            for (int i = 1; i <= 60; i++) {
                there.ask("message:send", Map.of("chatId", chat, "content", "message " + i));
            }
            here.awaitEvent("message:sent", "content", "message 60");
            assertThat(here.ask("no-such-event", Map.of()).at("/error/code").stringValue())
                    .isEqualTo("rate_limited");
        }
    }

    private void limitsAnAddress(TestGateway other) throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(send(as(other, "/chats/x", "10.0.0.66")).statusCode()).isEqualTo(200);
        }
        HttpResponse<String> limited = send(as(other, "/chats/x", "10.0.0.66"));
        assertProblem(limited, 429, "rate_limited");
        assertThat(limited.headers().firstValue("Retry-After")).contains("1");
        assertThat(json(limited).get("retryAfterMs").longValue()).isBetween(1L, 1_000L);
        assertThat(send(as(other, "/chats/x", "10.0.0.67")).statusCode())
                .as("another address")
                .isEqualTo(200);
    }

    private void limitsAUser(TestGateway other) throws Exception {
        List<Integer> answers = new java.util.ArrayList<>();
        for (int i = 0; i < 60; i++) {
            answers.add(send(as(other, "/chats/x", "10.0.2." + i)).statusCode());
        }
        assertThat(answers).contains(429);
        HttpRequest.Builder somebodyElse = to(other, "/chats/x")
                .header("X-Forwarded-For", "10.0.3.1")
                .header("Authorization", "Bearer " + TestTokens.of(UUID.randomUUID()));
        assertThat(send(somebodyElse).statusCode()).isEqualTo(200);
    }

    private HttpRequest.Builder as(TestGateway other, String path, String address) {
        return to(other, path).header("Authorization", "Bearer " + token).header("X-Forwarded-For", address);
    }
}
