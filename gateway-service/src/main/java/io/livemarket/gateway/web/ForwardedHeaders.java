package io.livemarket.gateway.web;

import io.livemarket.gateway.callers.ClientAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * The headers about the caller that services receive: the address as far as proxies are trusted, and none of the claims
 * of the caller. Reserved headers that a caller sends are dropped.
 */
@Component
class ForwardedHeaders implements HttpHeadersFilter, Ordered {

    /** W3C Trace Context and Baggage. */
    private static final Set<String> TRACE = Set.of("traceparent", "tracestate", "baggage");

    private final ClientAddress addresses;

    ForwardedHeaders(ClientAddress addresses) {
        this.addresses = addresses;
    }

    @Override
    public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        HttpHeaders forwardedHeaders = new HttpHeaders();
        input.forEach((name, values) -> {
            if (!isOurs(name) && !isExpectation(name) && !isClaimedTrace(name, values, request)) {
                forwardedHeaders.addAll(name, values);
            }
        });
        forwardedHeaders.set(ClientAddress.HEADER, addressOf(request, addresses));
        forwardedHeaders.set("X-Forwarded-Proto", request.getURI().getScheme());
        String host = request.getHeaders().getFirst(HttpHeaders.HOST);
        if (host != null) {
            forwardedHeaders.set("X-Forwarded-Host", host);
        }
        return forwardedHeaders;
    }

    static String addressOf(ServerHttpRequest request, ClientAddress addresses) {
        String forwarded = String.join(",", request.getHeaders().getOrDefault(ClientAddress.HEADER, List.of()));
        return addresses.of(request.getRemoteAddress(), forwarded.isEmpty() ? null : forwarded);
    }

    private static boolean isOurs(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return name.equals("forwarded") || name.startsWith("x-forwarded-") || name.startsWith("x-livemarket-");
    }

    /**
     * Whether it is an expectation. The gateway handles an expectation itself (100-continue) or ignores it: the
     * container of a service would answer with a page of its own (417).
     */
    private static boolean isExpectation(String header) {
        return header.equalsIgnoreCase(HttpHeaders.EXPECT);
    }

    /** Whether it is a trace header of the caller; the header of the gateway has another value. */
    private static boolean isClaimedTrace(String header, List<String> values, ServerHttpRequest request) {
        return TRACE.contains(header.toLowerCase(Locale.ROOT))
                && values.equals(request.getHeaders().get(header));
    }

    /** After every other filter, because some filters drop these headers. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}
