package io.livemarket.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The REST interface of a running system, called as the system's operator. {@link #close} ends the operator's session.
 */
final class OperatorAccess implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI url;
    private JsonNode session = JSON.createObjectNode();

    /** The system refuses a request, or does not answer. */
    static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        private final String code;

        Refused(String code, String message) {
            super(message);
            this.code = code;
        }

        /** The problem's code, or {@code no_answer}. */
        String code() {
            return code;
        }
    }

    private OperatorAccess(URI url) {
        this.url = url;
    }

    /** Logs in, and registers the operator's account where the system does not have it yet. */
    static OperatorAccess to(RunningSystem system, DataDirectory data)
            throws Refused, IOException, InterruptedException {
        return to(system.url(), data);
    }

    /** Logs in to the system with this address, as {@link #to(RunningSystem, DataDirectory)} does. */
    static OperatorAccess to(URI url, DataDirectory data) throws Refused, IOException, InterruptedException {
        OperatorCredentials credentials = OperatorCredentials.existingIn(data.secrets())
                .orElseThrow(() -> new Refused(
                        "forbidden", "this system was started by a version without operators; start it again"));
        OperatorAccess access = new OperatorAccess(url);
        try {
            access.logIn(credentials);
            return access;
        } catch (Refused e) {
            access.client.shutdownNow();
            throw e;
        }
    }

    private void logIn(OperatorCredentials credentials) throws Refused, InterruptedException {
        Map<String, String> login = Map.of("username", credentials.username(), "password", credentials.password());
        try {
            session = call("POST", "/auth/login", login);
        } catch (Refused e) {
            if (!e.code().equals("bad_credentials")) {
                throw e;
            }
            register(credentials);
            session = call("POST", "/auth/login", login);
        }
    }

    /**
     * Registers the account. A registration whose answer was lost is taken for done: no other user can have taken the
     * name.
     */
    private void register(OperatorCredentials credentials) throws Refused, InterruptedException {
        try {
            call(
                    "POST",
                    "/auth/register",
                    Map.of(
                            "username",
                            credentials.username(),
                            "password",
                            credentials.password(),
                            "email",
                            credentials.username() + "@example.com"));
        } catch (Refused e) {
            if (!e.code().equals("username_taken")) {
                throw e;
            }
        }
    }

    JsonNode get(String path) throws Refused, InterruptedException {
        return call("GET", path, null);
    }

    JsonNode post(String path) throws Refused, InterruptedException {
        return call("POST", path, Map.of());
    }

    JsonNode post(String path, Map<String, ?> body) throws Refused, InterruptedException {
        return call("POST", path, body);
    }

    void put(String path) throws Refused, InterruptedException {
        call("PUT", path, Map.of());
    }

    void delete(String path) throws Refused, InterruptedException {
        call("DELETE", path, null);
    }

    /**
     * Sends a request, and repeats it for a while when the answer is {@code unavailable}; a repeated request takes
     * effect once.
     */
    private JsonNode call(String method, String path, @Nullable Map<String, ?> body)
            throws Refused, InterruptedException {
        long until = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            try {
                return once(method, path, body);
            } catch (Refused e) {
                if (!e.code().equals("unavailable") || System.nanoTime() > until) {
                    throw e;
                }
                TimeUnit.SECONDS.sleep(1);
            }
        }
    }

    private JsonNode once(String method, String path, @Nullable Map<String, ?> body)
            throws Refused, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(path))
                .timeout(LIMIT)
                .method(
                        method,
                        body == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (session.has("token")) {
            request.header("Authorization", "Bearer " + session.path("token").asString());
        }
        try {
            HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            JsonNode read = answer.body().length == 0 ? JSON.createObjectNode() : JSON.readTree(answer.body());
            if (answer.statusCode() / 100 != 2) {
                throw new Refused(
                        read.path("code").asString("HTTP " + answer.statusCode()),
                        read.path("detail").asString(read.path("title").asString("HTTP " + answer.statusCode())));
            }
            return read;
        } catch (IOException | JacksonException e) {
            throw new Refused("no_answer", method + " " + path + ": " + e);
        }
    }

    @Override
    public void close() {
        try {
            call(
                    "POST",
                    "/auth/logout",
                    Map.of("refreshToken", session.path("refreshToken").asString("")));
        } catch (Refused e) {
            // The session expires by itself, and the operator's requests are done.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            client.shutdownNow();
        }
    }
}
