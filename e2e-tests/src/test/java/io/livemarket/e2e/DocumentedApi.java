package io.livemarket.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.e2e.ApiDocument.Operation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Asks a running system for every operation of its OpenAPI document: without a token, as a user without roles, and with
 * the role that it needs; as documented, and with one thing wrong. Every answer keeps to the document, and none is
 * {@code internal}.
 */
final class DocumentedApi implements AutoCloseable {

    static final String OPERATOR = "e2e-operator";
    private static final String MODERATOR = "e2e-moderator";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** On a busy machine {@code unavailable} is an answer of the contract; one that stays is a fault. */
    private static final int ATTEMPTS = 5;
    /** Of some 60; the others need what one run does not have, such as a report that is still open. */
    private static final int LEAST_SUCCESSES = 35;

    private final String url;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();
    private final ApiDocument document;
    private final Map<String, String> known = new HashMap<>();
    private final List<String> faults = new ArrayList<>();
    private final Set<String> succeeded = new TreeSet<>();

    private DocumentedApi(String url) throws IOException, InterruptedException {
        this.url = url;
        this.document = new ApiDocument(
                send("GET", "/v3/api-docs", null, null, new byte[0]).json());
    }

    static void assertEveryAnswerKeepsToIt(RunningSystem system) throws IOException, InterruptedException {
        try (DocumentedApi api = new DocumentedApi(system.url())) {
            api.run();
            assertThat(api.faults).isEmpty();
            assertThat(api.succeeded).hasSizeGreaterThan(LEAST_SUCCESSES);
        }
    }

    private void run() throws IOException, InterruptedException {
        Account user = Account.register(url, "api");
        Account other = Account.register(url, "api-other");
        Map<String, String> tokens = Map.of(
                "moderator",
                Account.registerAs(url, MODERATOR).token(),
                "operator",
                Account.registerAs(url, OPERATOR).token());
        know(user, other);
        for (Operation operation : document.operations()) {
            ApiAnswer answer = ask(ApiCase.sample(operation, known), null);
            require(
                    operation.isPublic() || answer.code().equals("token_missing"),
                    operation + " without a token: " + answer.text());
            String token = operation.role().map(tokens::get).orElse(user.token());
            ask(ApiCase.sample(operation, known), token);
            ApiCase.wrong(operation, known, document).forEach(each -> {
                ask(each, token);
                if (operation.role().isPresent()) {
                    String code = ask(each, user.token()).code();
                    require(
                            code.equals("forbidden")
                                    || code.equals("invalid_request")
                                            && each.what().contains("%00"),
                            each + " without the role: " + code);
                }
            });
        }
    }

    /** Ids that samples name: a group of the user, a message in it, a file, a report of the user. */
    private void know(Account user, Account other) throws IOException, InterruptedException {
        String chat = user.call(
                        url,
                        "POST",
                        "/chats",
                        Map.of("type", "group", "name", "API", "participants", List.of(other.id())))
                .expect(201)
                .path("id")
                .asString();
        JsonNode message = user.call(url, "POST", "/chats/" + chat + "/messages", Map.of("content", "hola"))
                .expect(201);
        Operation upload = document.operations().stream()
                .filter(each -> each.toString().equals("POST /files"))
                .findFirst()
                .orElseThrow();
        ApiCase file = ApiCase.sample(upload, known);
        known.putAll(Map.of(
                "chatId",
                chat,
                "messageId",
                message.path("id").asString(),
                "userId",
                other.id(),
                "/users/{id} id",
                user.id(),
                "fileId",
                send("POST", "/files", user.token(), file.contentType(), file.body())
                        .json()
                        .path("id")
                        .asString(),
                "search",
                "api",
                "topic",
                "livemarket.chat.commands.v1.dlt"));
        known.put(
                "productId",
                user.call(url, "POST", "/products", Map.of("name", "API", "price", 1))
                        .expect(201)
                        .path("id")
                        .asString());
        known.put(
                "reportId",
                other.call(url, "POST", "/users/" + user.id() + "/report", Map.of("category", "spam"))
                        .expect(201)
                        .path("id")
                        .asString());
        Set.of("ruleId", "id")
                .forEach(name -> known.put(name, message.path("id").asString()));
    }

    private ApiAnswer ask(ApiCase each, String token) {
        ApiAnswer answer = send(each.operation().method(), each.target(), token, each.contentType(), each.body());
        if (answer.status() >= 500) {
            faults.add(each + ": " + answer.status() + " " + answer.text());
        }
        // Where the address is none of the operation's any more, another one answers, or none.
        boolean another = each.what().endsWith("=1-1-1-1-1")
                || answer.code().equals("not_found") && !each.what().equals("sample");
        if (!another) {
            document.faults(each.operation(), answer).forEach(fault -> faults.add(each + ": " + fault));
        }
        if (answer.status() < 300) {
            succeeded.add(each.operation().toString());
        }
        return answer;
    }

    private void require(boolean holds, String fault) {
        if (!holds) {
            faults.add(fault);
        }
    }

    /** Asks again for as long as too much was asked, and some times where the service was not available. */
    private ApiAnswer send(String method, String target, String token, String contentType, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + target))
                .timeout(LIMIT)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        return await().atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> sentWhileAvailable(request.build()), answer -> answer.status() != 429 || isLong(answer));
    }

    private ApiAnswer sentWhileAvailable(HttpRequest request) throws IOException, InterruptedException {
        ApiAnswer answer = sent(request);
        for (int attempt = 1; answer.isUnavailable() && attempt < ATTEMPTS; attempt++) {
            answer = sent(request);
        }
        return answer;
    }

    private ApiAnswer sent(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        return new ApiAnswer(
                answer.statusCode(),
                answer.headers().firstValue("Content-Type").orElse("").split(";")[0],
                answer.body());
    }

    /** A pause that no test waits for: of an account that is locked after wrong passwords. */
    private static boolean isLong(ApiAnswer answer) {
        return answer.json().path("retryAfterMs").asLong(0) > 5_000;
    }

    @Override
    public void close() {
        http.close();
    }
}
