package io.livemarket.launcher.demo;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * A made-up user that is logged in. A call that the system answers with {@code unavailable} is repeated for up to 30 s.
 */
final class Account {

    private static final Duration RETRY_LIMIT = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 500;

    private final Calls calls;
    private final String id;
    private final String token;
    private final boolean shown;

    private Account(Calls calls, String id, String token, boolean shown) {
        this.calls = calls;
        this.id = id;
        this.token = token;
        this.shown = shown;
    }

    /**
     * Logs in, and registers the account first where its name is free.
     *
     * @throws DemoFailedException when the name belongs to an account with another password
     */
    static Account of(Calls calls, String username, String password) {
        try {
            patiently(() -> calls.post(
                    "/auth/register",
                    null,
                    Map.of("username", username, "email", username + "@example.com", "password", password)));
        } catch (RefusedException e) {
            if (!e.code().equals("username_taken")) {
                throw e;
            }
        }
        try {
            JsonNode login = patiently(
                    () -> calls.post("/auth/login", null, Map.of("username", username, "password", password)));
            return new Account(
                    calls,
                    login.at("/user/id").asString(),
                    login.path("token").asString(),
                    !login.at("/user/avatarUrl").asString("").isEmpty());
        } catch (RefusedException e) {
            throw e.code().equals("bad_credentials")
                    ? new DemoFailedException(
                            "the user name " + username + " belongs to an account with another password", e)
                    : e;
        }
    }

    String id() {
        return id;
    }

    /** The access token. */
    String token() {
        return token;
    }

    JsonNode post(String path, Map<String, ?> body) {
        return patiently(() -> calls.post(path, token, body));
    }

    JsonNode get(String path) {
        return patiently(() -> calls.get(path, token));
    }

    JsonNode put(String path) {
        return patiently(() -> calls.put(path, token));
    }

    /** Sets the profile's picture, unless the profile had one at the log-in. */
    void show(String fileName, byte[] picture) {
        if (!shown) {
            String avatar = "/files/" + upload(fileName, picture).path("id").asString() + "/avatar";
            patiently(() -> calls.put("/users/" + id, token, Map.of("avatarUrl", avatar)));
        }
    }

    JsonNode upload(String name, byte[] content) {
        return patiently(() -> calls.upload("/files", token, name, content));
    }

    private static JsonNode patiently(Supplier<JsonNode> call) {
        long deadline = System.nanoTime() + RETRY_LIMIT.toNanos();
        while (true) {
            try {
                return call.get();
            } catch (RefusedException e) {
                if (!e.code().equals("unavailable") || System.nanoTime() > deadline) {
                    throw e;
                }
            }
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new DemoFailedException("interrupted", e);
            }
        }
    }
}
