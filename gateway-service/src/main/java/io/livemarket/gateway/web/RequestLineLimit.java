package io.livemarket.gateway.web;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.EncodedText;
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
 * Refuses an address that a service would not accept together with the headers of the request: a service allows 8 KB
 * for the request line and all headers, and answers more without a problem document. The gateway's own server refuses a
 * longer request line ({@code server.netty.max-initial-line-length}). A service also answers without a problem
 * document, or fails, when an address has encoded bytes that are zero or invalid UTF-8, or brackets that are not
 * encoded (RFC 3986, section 3.2.2, allows them in a host only).
 */
@Component
@Order(EdgeOrder.REQUEST_LINE)
class RequestLineLimit implements WebFilter {

    /** The most characters of path and query, in their encoded form. */
    static final int MAX_CHARACTERS = 4_000;

    private final EdgeProblems problems;

    RequestLineLimit(EdgeProblems problems) {
        this.problems = problems;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        URI address = exchange.getRequest().getURI();
        String sent = address.getRawPath() + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery());
        if (sent.length() > MAX_CHARACTERS) {
            return refuse(exchange, "Path and query have more than " + MAX_CHARACTERS + " characters");
        }
        if (sent.indexOf('[') >= 0 || sent.indexOf(']') >= 0) {
            return refuse(exchange, "Path and query have brackets that are not percent-encoded");
        }
        return EncodedText.isSound(sent)
                ? chain.filter(exchange)
                : refuse(exchange, "Path and query have encoded bytes that are no UTF-8, or zero");
    }

    private Mono<Void> refuse(ServerWebExchange exchange, String detail) {
        return problems.write(exchange, Problem.of(ErrorCode.INVALID_REQUEST, detail, List.of()));
    }
}
