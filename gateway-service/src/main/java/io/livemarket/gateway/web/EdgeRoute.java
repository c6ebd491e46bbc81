package io.livemarket.gateway.web;

import io.livemarket.gateway.config.ServiceName;
import java.util.List;

/** Which paths belong to which service. The first that matches counts. */
enum EdgeRoute {
    PRESENCE(ServiceName.PRESENCE, "/users/*/presence", "/users/me/connections"),
    MODERATION(ServiceName.MODERATION,
            "/users/*/block", "/users/me/blocks", "/users/me/warnings", "/users/*/report", "/moderation", "/moderation/**"),
    AUTH(ServiceName.AUTH, "/auth/**", "/.well-known/jwks.json", "/users", "/users/**"),
    NOTIFICATION(ServiceName.NOTIFICATION, "/notifications", "/notifications/**", "/chats/*/mute"),
    CHAT(ServiceName.CHAT, "/chats", "/chats/**"),
    FILE(ServiceName.FILE, "/files", "/files/**");

    /** What needs no token, as {@code METHOD path}. */
    static final List<String> PUBLIC = List.of(
            "POST /auth/register", "POST /auth/login", "POST /auth/refresh", "POST /auth/logout",
            "GET /.well-known/jwks.json",
            // By a signed address; file-service looks at the signature, or else at the token.
            "GET /files/*/content", "HEAD /files/*/content", "GET /files/*/thumbnail", "HEAD /files/*/thumbnail");

    private final ServiceName service;
    private final String[] patterns;

    EdgeRoute(ServiceName service, String... patterns) {
        this.service = service;
        this.patterns = patterns;
    }

    ServiceName service() {
        return service;
    }

    String[] patterns() {
        return patterns.clone();
    }
}
