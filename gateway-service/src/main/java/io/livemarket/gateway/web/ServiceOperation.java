package io.livemarket.gateway.web;

import io.livemarket.kit.web.Callers;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** The operations that service accounts may call, each with a scope. All others are closed to them. */
enum ServiceOperation {
    PUT_USER(HttpMethod.PUT, "/admin/users/*", Callers.USERS_WRITE),
    PUT_USERS(HttpMethod.POST, "/admin/users", Callers.USERS_WRITE),
    DELETE_USER(HttpMethod.DELETE, "/admin/users/*", Callers.USERS_WRITE),
    OPEN_CHAT(HttpMethod.POST, "/chats", Callers.CHATS_WRITE),
    SEND_MESSAGE(HttpMethod.POST, "/chats/*/messages", Callers.MESSAGES_SYSTEM),
    READ_WEBHOOKS(HttpMethod.GET, "/admin/webhooks/**", Callers.WEBHOOKS_WRITE),
    ADD_TO_WEBHOOKS(HttpMethod.POST, "/admin/webhooks/**", Callers.WEBHOOKS_WRITE),
    CHANGE_WEBHOOK(HttpMethod.PUT, "/admin/webhooks/*", Callers.WEBHOOKS_WRITE),
    DELETE_WEBHOOK(HttpMethod.DELETE, "/admin/webhooks/*", Callers.WEBHOOKS_WRITE);

    private final HttpMethod method;
    private final PathPattern path;
    private final String scope;

    ServiceOperation(HttpMethod method, String path, String scope) {
        this.method = method;
        this.path = PathPatternParser.defaultInstance.parse(path);
        this.scope = scope;
    }

    /** Whether a token is one of a service account that may call the operation at a path. */
    static boolean isAllowed(Jwt token, HttpMethod method, PathContainer path) {
        for (ServiceOperation operation : values()) {
            if (operation.method.equals(method) && operation.path.matches(path)) {
                return Callers.hasScope(token, operation.scope);
            }
        }
        return false;
    }
}
