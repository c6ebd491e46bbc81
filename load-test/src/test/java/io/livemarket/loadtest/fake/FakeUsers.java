package io.livemarket.loadtest.fake;

import io.netty.handler.codec.http.FullHttpRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Registering and logging in, as far as the load generator needs it. For one thread. */
final class FakeUsers {

    static final int TOKEN_SECONDS = 900;

    private final JsonMapper json = JsonMapper.shared();
    private final Map<String, String> passwords = new HashMap<>();
    private final Map<String, String> ids = new HashMap<>();
    private final Map<String, String> tokens = new HashMap<>();
    private final Map<String, String> refreshTokens = new HashMap<>();
    private int throttled;
    int registrations;
    int logIns;
    int refreshes;

    FakeUsers(int throttled) {
        this.throttled = throttled;
    }

    /** A status and a body. */
    record Reply(int status, ObjectNode body) {}

    /** The user that a token belongs to; {@code null} for a token that is not good. */
    String user(String token) {
        return tokens.get(token);
    }

    void forgetTokens() {
        tokens.clear();
    }

    void forgetSessions() {
        tokens.clear();
        refreshTokens.clear();
    }

    Reply handle(FullHttpRequest request, byte[] content) {
        JsonNode body = content.length == 0 ? json.createObjectNode() : json.readTree(content);
        return switch (request.uri()) {
            case "/auth/register" -> register(body);
            case "/auth/login" -> logIn(body);
            case "/auth/refresh" -> refresh(body);
            case "/users/me" -> me(request.headers().get("Authorization", "").replace("Bearer ", ""));
            default -> problem(404, "not_found");
        };
    }

    private Reply register(JsonNode body) {
        if (throttled-- > 0) {
            return new Reply(
                    429, json.createObjectNode().put("code", "rate_limited").put("retryAfterMs", 300));
        }
        String username = body.path("username").asString();
        if (passwords.putIfAbsent(username, body.path("password").asString()) != null) {
            return problem(409, "username_taken");
        }
        registrations++;
        ids.put(username, UUID.randomUUID().toString());
        return new Reply(201, json.createObjectNode().put("id", ids.get(username)));
    }

    private Reply logIn(JsonNode body) {
        String username = body.path("username").asString();
        if (!body.path("password").asString().equals(passwords.get(username))) {
            return problem(401, "bad_credentials");
        }
        logIns++;
        return new Reply(200, session(ids.get(username)));
    }

    private Reply refresh(JsonNode body) {
        String user = refreshTokens.remove(body.path("refreshToken").asString());
        if (user == null) {
            return problem(401, "refresh_token_invalid");
        }
        refreshes++;
        return new Reply(200, session(user));
    }

    private ObjectNode session(String user) {
        String token = UUID.randomUUID().toString();
        String refreshToken = UUID.randomUUID().toString();
        tokens.put(token, user);
        refreshTokens.put(refreshToken, user);
        ObjectNode session = json.createObjectNode()
                .put("token", token)
                .put("refreshToken", refreshToken)
                .put("expiresIn", TOKEN_SECONDS);
        session.putObject("user").put("id", user);
        return session;
    }

    private Reply me(String token) {
        String user = tokens.get(token);
        return user == null
                ? problem(401, "token_invalid")
                : new Reply(200, json.createObjectNode().put("id", user));
    }

    private Reply problem(int status, String code) {
        return new Reply(status, json.createObjectNode().put("status", status).put("code", code));
    }
}
