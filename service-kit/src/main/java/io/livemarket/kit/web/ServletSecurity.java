package io.livemarket.kit.web;

import io.livemarket.events.Json;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.config.LiveMarketProperties;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;

/**
 * The security of a servlet service: every path needs a valid token, except for health, metrics and the paths that the
 * service names public.
 */
@AutoConfiguration(
        beforeName = {
            "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration"
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@Import({
    ProblemAdvice.class,
    RoleCheck.class,
    QueryCheck.class,
    ContentTypeCheck.class,
    StrictIds.class,
    Utf8Bodies.class,
    JsonAlways.class
})
public class ServletSecurity {

    @Bean
    @ConditionalOnMissingBean
    JwtDecoder jwtDecoder(LiveMarketProperties properties) {
        return Tokens.decoder(properties.auth());
    }

    @Bean
    FilterRegistrationBean<BodyLimit> bodyLimit(LiveMarketProperties properties) {
        var registration = new FilterRegistrationBean<>(
                new BodyLimit(properties.web().maxBody().toBytes()));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    SecurityFilterChain security(HttpSecurity http, LiveMarketProperties properties) {
        http.csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .oauth2ResourceServer(server -> server.jwt(jwt -> {})
                        .withObjectPostProcessor(answering())
                        .authenticationEntryPoint((request, response, e) -> write(response, codeOf(e)))
                        .accessDeniedHandler((request, response, e) -> write(response, ErrorCode.FORBIDDEN)))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(
                                (request, response, e) -> write(response, codeOf(e)))
                        .accessDeniedHandler((request, response, e) -> write(response, ErrorCode.FORBIDDEN)))
                .authorizeHttpRequests(requests -> {
                    requests.requestMatchers(
                                    "/healthz",
                                    "/readyz",
                                    "/actuator/health/**",
                                    "/actuator/prometheus",
                                    "/actuator/info",
                                    "/error")
                            .permitAll();
                    for (String path : properties.web().publicPaths()) {
                        String[] parts = path.split(" ", 2);
                        if (parts.length == 2) {
                            requests.requestMatchers(HttpMethod.valueOf(parts[0]), parts[1])
                                    .permitAll();
                        } else {
                            requests.requestMatchers(path).permitAll();
                        }
                    }
                    requests.anyRequest().authenticated();
                });
        return http.build();
    }

    /** Answers with a problem document where the keys cannot be fetched, instead of with the container's error page. */
    private static ObjectPostProcessor<BearerTokenAuthenticationFilter> answering() {
        return new ObjectPostProcessor<>() {
            @Override
            public <F extends BearerTokenAuthenticationFilter> F postProcess(F filter) {
                filter.setAuthenticationFailureHandler((request, response, e) -> write(response, codeOf(e)));
                return filter;
            }
        };
    }

    private static ErrorCode codeOf(AuthenticationException e) {
        if (e instanceof AuthenticationServiceException) {
            return ErrorCode.UNAVAILABLE;
        }
        if (!(e instanceof InvalidBearerTokenException)) {
            return ErrorCode.TOKEN_MISSING;
        }
        return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("expired")
                ? ErrorCode.TOKEN_EXPIRED
                : ErrorCode.TOKEN_INVALID;
    }

    static void write(HttpServletResponse response, ErrorCode code) throws IOException {
        response.setStatus(code.status());
        response.setContentType(Problem.MEDIA_TYPE);
        if (code.status() == HttpServletResponse.SC_UNAUTHORIZED) {
            response.setHeader("WWW-Authenticate", "Bearer");
        }
        response.getOutputStream().write(Json.bytes(Problem.of(code)));
    }
}
