package io.livemarket.gateway.web;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.gateway.callers.TokenCheck;
import io.livemarket.kit.web.Callers;
import java.util.function.Predicate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.header.ReferrerPolicyServerHttpHeadersWriter.ReferrerPolicy;
import org.springframework.security.web.server.savedrequest.NoOpServerRequestCache;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Checks the token of every routed request, except the few that need none; the service checks the token again. Every
 * path below {@code /admin} is for operators only, even one without a route. Any other path without a route is public.
 * Service accounts call the operations of {@link ServiceOperation} alone.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
class EdgeSecurity {

    @Bean
    ReactiveJwtDecoder reactiveJwtDecoder(JwtDecoder decoder) {
        // Keys may have to be fetched, which blocks.
        return token -> Mono.fromCallable(() -> decoder.decode(token)).subscribeOn(Schedulers.boundedElastic());
    }

    /**
     * Refuses a path that Spring Security considers an attack, such as one with an encoded zero byte, as any other
     * invalid request.
     */
    @Bean
    ServerExchangeRejectedHandler rejectedPaths(EdgeProblems problems) {
        return (exchange, _) -> problems.write(exchange, ErrorCode.INVALID_REQUEST);
    }

    @Bean
    SecurityWebFilterChain security(ServerHttpSecurity http, EdgeProblems problems) {
        http.csrf(ServerHttpSecurity.CsrfSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .cors(ServerHttpSecurity.CorsSpec::disable)
                .requestCache(cache -> cache.requestCache(NoOpServerRequestCache.getInstance()))
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .headers(headers -> headers.referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
                        .contentSecurityPolicy(
                                policy -> policy.policyDirectives("default-src 'none'; frame-ancestors 'none'")))
                .oauth2ResourceServer(server -> server.jwt(jwt -> {})
                        .authenticationEntryPoint((exchange, e) -> problems.write(exchange, codeOf(e)))
                        .accessDeniedHandler((exchange, e) -> problems.write(exchange, ErrorCode.FORBIDDEN)))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(
                                (exchange, e) -> problems.write(exchange, codeOf(e)))
                        .accessDeniedHandler((exchange, e) -> problems.write(exchange, ErrorCode.FORBIDDEN)))
                .authorizeExchange(exchanges -> {
                    for (String publicPath : EdgeRoute.PUBLIC) {
                        String[] parts = publicPath.split(" ");
                        exchanges
                                .pathMatchers(HttpMethod.valueOf(parts[0]), parts[1])
                                .permitAll();
                    }
                    exchanges
                            .pathMatchers("/admin", "/admin/**")
                            .access((caller, request) ->
                                    decided(caller, request, token -> Callers.hasRole(token, Callers.OPERATOR)));
                    for (EdgeRoute route : EdgeRoute.values()) {
                        exchanges
                                .pathMatchers(route.patterns())
                                .access((caller, request) -> decided(caller, request, _ -> true));
                    }
                    exchanges.anyExchange().permitAll();
                });
        return http.build();
    }

    /**
     * Decides whether a user, or a service account, may call a path. Always gives a decision: without one, Spring
     * Security asks the following rules, of which the last one permits.
     */
    private static Mono<AuthorizationResult> decided(
            Mono<Authentication> caller, AuthorizationContext request, Predicate<Jwt> users) {
        return caller.<AuthorizationResult>map(known -> new AuthorizationDecision(known
                                instanceof JwtAuthenticationToken token
                        && mayCall(token.getToken(), request.getExchange().getRequest(), users)))
                .defaultIfEmpty(new AuthorizationDecision(false));
    }

    private static boolean mayCall(Jwt token, ServerHttpRequest request, Predicate<Jwt> users) {
        return Callers.isService(token)
                ? ServiceOperation.isAllowed(
                        token, request.getMethod(), request.getPath().pathWithinApplication())
                : users.test(token);
    }

    private static ErrorCode codeOf(AuthenticationException e) {
        if (!(e instanceof InvalidBearerTokenException)) {
            return ErrorCode.TOKEN_MISSING;
        }
        return e.getCause() instanceof JwtException jwt ? TokenCheck.codeOf(jwt) : ErrorCode.TOKEN_INVALID;
    }
}
