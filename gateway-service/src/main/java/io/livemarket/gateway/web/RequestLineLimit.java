package io.livemarket.gateway.web;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.Problem;
import java.net.URI;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Refuses an address that a service would not take together with the headers of the request: there a request line and all headers have
 * 8 KB, and more is answered without a problem document. So is a request line that is too long for our own server
 * ({@code server.netty.max-initial-line-length}).
 */
@Component
@Order(EdgeOrder.REQUEST_LINE)
class RequestLineLimit implements WebFilter {

    /** Characters of path and query, as they were sent. */
    static final int MAX_CHARACTERS = 4_000;

    private final EdgeProblems problems;

    RequestLineLimit(EdgeProblems problems) {
        this.problems = problems;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        URI address = exchange.getRequest().getURI();
        int query = address.getRawQuery() == null ? 0 : 1 + address.getRawQuery().length();
        return address.getRawPath().length() + query <= MAX_CHARACTERS ? chain.filter(exchange)
                : problems.write(exchange, Problem.of(ErrorCode.INVALID_REQUEST,
                        "Path and query have more than " + MAX_CHARACTERS + " characters", List.of()));
    }
}
