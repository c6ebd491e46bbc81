package io.livemarket.socketio.netty;

import io.livemarket.socketio.OwnOrigin;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The web pages that may connect (Fetch standard, "Origin" and CORS headers). */
final class Origins {

    private static final String ANY = "*";

    private final boolean anyAllowed;
    private final Set<String> allowed;

    Origins(List<String> allowedOrigins) {
        this.anyAllowed = allowedOrigins.contains(ANY);
        this.allowed = allowedOrigins.stream()
                .map(origin -> origin.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    /**
     * Whether a request with these headers is allowed. A request without an Origin comes from no web page, or from a
     * page of the server.
     */
    boolean allows(HttpHeaders request) {
        String origin = request.get(HttpHeaderNames.ORIGIN);
        if (origin == null || anyAllowed) {
            return true;
        }
        return allowed.contains(origin.toLowerCase(Locale.ROOT))
                || OwnOrigin.matches(origin, request.get(HttpHeaderNames.HOST));
    }

    /** Adds the headers that let the page of an allowed request read the response. */
    void addTo(HttpHeaders response, HttpHeaders request) {
        String origin = request.get(HttpHeaderNames.ORIGIN);
        if (origin == null || !allows(request)) {
            return;
        }
        response.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        response.add(HttpHeaderNames.VARY, HttpHeaderNames.ORIGIN);
        if (!anyAllowed) {
            response.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
        }
    }

    /** Adds the headers of the answer to a preflight request. */
    void addPreflightTo(HttpHeaders response, HttpHeaders request) {
        addTo(response, request);
        String headers = request.get(HttpHeaderNames.ACCESS_CONTROL_REQUEST_HEADERS);
        response.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST");
        response.set(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, "600");
        if (headers != null) {
            response.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, headers);
        }
    }
}
