package io.livemarket.gateway.web;

import io.livemarket.gateway.config.ServiceName;
import java.util.List;

/** The paths of each service. The first matching route counts: auth-service has the users' paths that no other has. */
enum EdgeRoute {
    PRESENCE(
            ServiceName.PRESENCE,
            "/users/*/presence",
            "/users/me/connections",
            "/admin/dead-letters/livemarket.presence.*/**"),
    MODERATION(
            ServiceName.MODERATION,
            "/users/*/block",
            "/users/me/blocks",
            "/users/me/warnings",
            "/users/me/reports",
            "/users/*/report",
            "/appeals",
            "/appeals/**",
            "/moderation",
            "/moderation/**",
            "/admin/dead-letters/livemarket.moderation.*/**"),
    NOTIFICATION(
            ServiceName.NOTIFICATION,
            "/notifications",
            "/notifications/**",
            "/chats/*/mute",
            "/admin/webhooks",
            "/admin/webhooks/**",
            "/admin/dead-letters/livemarket.notifications.*/**"),
    CHAT(
            ServiceName.CHAT,
            "/chats",
            "/chats/**",
            "/messages/search",
            "/users/*/response-time",
            "/admin/dead-letters/livemarket.chat.*/**"),
    FILE(ServiceName.FILE, "/files", "/files/**", "/admin/dead-letters/livemarket.files.*/**"),
    PRODUCT(ServiceName.PRODUCT, "/products", "/products/**", "/admin/dead-letters/livemarket.products.*/**"),
    AUTH(
            ServiceName.AUTH,
            "/auth/**",
            "/.well-known/jwks.json",
            "/oauth/token",
            "/users",
            "/users/**",
            "/admin/roles",
            "/admin/services",
            "/admin/services/**",
            "/admin/users",
            "/admin/users/*",
            "/admin/users/*/roles/*",
            "/admin/dead-letters/livemarket.auth.*/**",
            "/admin/dead-letters/livemarket.users.*/**");

    /** The requests that need no token, as {@code METHOD path}. */
    static final List<String> PUBLIC = List.of(
            "POST /auth/register",
            "POST /auth/login",
            "POST /auth/refresh",
            "POST /auth/logout",
            // For a forgotten password, and the links in mails; auth-service checks the link.
            "POST /auth/password-resets",
            "PUT /auth/password-resets",
            "PUT /auth/email-verifications",
            // The links in reminders; auth-service checks the token.
            "GET /auth/reminders-off",
            "POST /auth/reminders-off",
            "GET /.well-known/jwks.json",
            // With the token of a refused log-in, or an access token; moderation-service checks either.
            "POST /appeals",
            "POST /appeals/own",
            // With the secret of a service account, which auth-service checks.
            "POST /oauth/token",
            // By a signed address; file-service checks the signature, or the token.
            "GET /files/*/content",
            "HEAD /files/*/content",
            "GET /files/*/thumbnail",
            "HEAD /files/*/thumbnail",
            // Pictures of profiles are public.
            "GET /files/*/avatar",
            "HEAD /files/*/avatar",
            // By an address that moderation-service gave a moderator; file-service checks its secret.
            "GET /files/*/evidence",
            "HEAD /files/*/evidence");

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
