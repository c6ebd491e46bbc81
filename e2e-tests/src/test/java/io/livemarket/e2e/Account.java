package io.livemarket.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Somebody with an account, over REST.
 *
 * @param id the user's
 * @param token the access token
 */
record Account(String id, String username, String password, String token) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** A service that is not available answers so after seconds: on a busy machine it gets these. */
    private static final int ATTEMPTS = 5;

    /** Registers a user whose name begins so, and logs in. */
    static Account register(String url, String name) throws IOException, InterruptedException {
        return registerAs(url, name + "-" + UUID.randomUUID().toString().substring(0, 8));
    }

    /** Registers a user of exactly this name, and logs in. */
    static Account registerAs(String url, String username) throws IOException, InterruptedException {
        String password = "correct horse " + UUID.randomUUID();
        Map<String, String> form =
                Map.of("username", username, "email", username + "@example.com", "password", password);
        Answer registered = call(url, null, "POST", "/auth/register", form);
        for (int attempt = 1; registered.isUnavailable() && attempt < ATTEMPTS; attempt++) {
            registered = call(url, null, "POST", "/auth/register", form);
            if (registered.status() == 409) {
                return new Account("", username, password, "").logIn(url); // It was carried out, though late.
            }
        }
        registered.expect(201);
        return new Account("", username, password, "").logIn(url);
    }

    /** The same person with a new token. */
    Account logIn(String url) throws IOException, InterruptedException {
        Map<String, String> form = Map.of("username", username, "password", password);
        Answer login = call(url, null, "POST", "/auth/login", form);
        for (int attempt = 1; login.isUnavailable() && attempt < ATTEMPTS; attempt++) {
            login = call(url, null, "POST", "/auth/login", form);
        }
        login.expect(200);
        return new Account(
                login.body().at("/user/id").asString(),
                username,
                password,
                login.body().path("token").asString());
    }

    /** The id of the private chat with somebody, which is opened if it is not there. */
    String chatWith(String url, Account other) throws IOException, InterruptedException {
        Answer chat = call(url, "POST", "/chats", Map.of("type", "private", "participants", List.of(other.id)));
        return chat.expect(200, 201).path("id").asString();
    }

    /** Everything in a chat, oldest first. */
    List<JsonNode> history(String url, String chatId) throws IOException, InterruptedException {
        List<JsonNode> all = new ArrayList<>();
        boolean more = true;
        while (more) {
            JsonNode page = call(url, "GET", "/chats/" + chatId + "/messages?limit=50&afterSeq=" + all.size(), null)
                    .expect(200);
            page.path("items").forEach(all::add);
            more = page.path("hasMore").asBoolean();
        }
        return all;
    }

    Answer call(String url, String method, String path, Object body) throws IOException, InterruptedException {
        return call(url, token, method, path, body);
    }

    /**
     * What the server said.
     *
     * @param body null when there was none
     */
    record Answer(int status, JsonNode body) {

        /** Whether this is the documented answer that is to be asked for again. */
        boolean isUnavailable() {
            return status == 503
                    && body != null
                    && body.path("code").asString("").equals("unavailable");
        }

        /** The body, if the status is one of these. */
        JsonNode expect(int... wanted) {
            for (int status : wanted) {
                if (this.status == status) {
                    return body;
                }
            }
            throw new AssertionError("HTTP " + status + " "
                    + (body == null ? "" : body.path("code").asString("")));
        }
    }

    private static Answer call(String url, String token, String method, String path, Object body)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                    .timeout(LIMIT)
                    .method(
                            method,
                            body == null
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                    .header("Content-Type", "application/json");
            if (token != null) {
                request.header("Authorization", "Bearer " + token);
            }
            HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(answer.statusCode(), answer.body().length == 0 ? null : JSON.readTree(answer.body()));
        }
    }
}
