package io.livemarket.gateway.web;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.gateway.budgets.RateLimits;
import io.livemarket.gateway.callers.ClientAddress;
import io.livemarket.gateway.config.GatewayProperties;
import io.livemarket.kit.web.Problem;
import java.security.Principal;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Limits the rates of REST callers: of each address before its token is checked, of each user afterwards. */
@Configuration(proxyBeanMethods = false)
class RestLimits {

    @Bean
    @Order(EdgeOrder.ADDRESS_LIMIT)
    WebFilter addressLimit(GatewayProperties properties, ClientAddress addresses, EdgeProblems problems) {
        RateLimits<String> limits = new RateLimits<>(
                properties.rest().perAddress(), properties.rest().tracked());
        return (exchange, chain) -> {
            if (exchange.getRequest().getPath().value().startsWith("/actuator/")) {
                return chain.filter(exchange);
            }
            return pass(
                    limits, ForwardedHeaders.addressOf(exchange.getRequest(), addresses), exchange, chain, problems);
        };
    }

    @Bean
    @Order(EdgeOrder.USER_LIMIT)
    WebFilter userLimit(GatewayProperties properties, EdgeProblems problems) {
        RateLimits<String> limits =
                new RateLimits<>(properties.rest().perUser(), properties.rest().tracked());
        return (exchange, chain) -> exchange.getPrincipal()
                .map(Principal::getName)
                .defaultIfEmpty("")
                .flatMap(user ->
                        user.isEmpty() ? chain.filter(exchange) : pass(limits, user, exchange, chain, problems));
    }

    private static Mono<Void> pass(
            RateLimits<String> limits,
            String caller,
            ServerWebExchange exchange,
            WebFilterChain chain,
            EdgeProblems problems) {
        long retryAfterMs = limits.take(caller);
        return retryAfterMs == 0
                ? chain.filter(exchange)
                : problems.write(exchange, Problem.of(ErrorCode.RATE_LIMITED).retryAfter(retryAfterMs));
    }
}
