package io.livemarket.gateway.web;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.gateway.config.GatewayProperties;
import io.livemarket.socketio.OwnOrigin;
import java.util.List;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.cors.reactive.DefaultCorsProcessor;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * CORS: a page of another origin may call the gateway when its origin is in {@code livemarket.gateway.allowed-origins},
 * otherwise the request is refused with {@code origin_not_allowed}. A page of the gateway's own host may always call
 * it, as for sockets ({@link OwnOrigin}).
 */
@Component
@Order(EdgeOrder.ORIGIN)
class OriginFilter implements WebFilter {

    private final DefaultCorsProcessor processor = new DefaultCorsProcessor();
    private final CorsConfiguration configuration = new CorsConfiguration();
    private final EdgeProblems problems;

    @Autowired
    OriginFilter(GatewayProperties properties, EdgeProblems problems) {
        this(properties.allowedOrigins(), problems);
    }

    OriginFilter(List<String> allowedOrigins, EdgeProblems problems) {
        this.problems = problems;
        configuration.setAllowedOrigins(allowedOrigins);
        configuration.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));
        configuration.setAllowedHeaders(List.of("*"));
        configuration.setExposedHeaders(List.of(HttpHeaders.LOCATION, HttpHeaders.RETRY_AFTER));
        configuration.setMaxAge(3600L);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!processor.process(
                configuration, isOwnPage(exchange.getRequest().getHeaders()) ? withoutOrigin(exchange) : exchange)) {
            return problems.write(exchange, ErrorCode.ORIGIN_NOT_ALLOWED);
        }
        return CorsUtils.isPreFlightRequest(exchange.getRequest()) ? Mono.empty() : chain.filter(exchange);
    }

    /** Spring also compares the schemes, and sees plain HTTP behind a proxy that terminates TLS. */
    private static boolean isOwnPage(HttpHeaders headers) {
        String origin = headers.getOrigin();
        return origin != null && OwnOrigin.matches(origin, headers.getFirst(HttpHeaders.HOST));
    }

    private static ServerWebExchange withoutOrigin(ServerWebExchange exchange) {
        return exchange.mutate()
                .request(request -> request.headers(headers -> headers.remove(HttpHeaders.ORIGIN)))
                .build();
    }
}
