package io.livemarket.gateway.callers;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import io.livemarket.gateway.config.GatewayProperties;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.web.Tokens;
import io.livemarket.kit.web.VerifiedTokens;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** How callers are known. */
@Configuration(proxyBeanMethods = false)
class CallersConfiguration {

    private static final int KEY_SET_BYTES = 64 * 1024;
    private static final int FETCH_MS = 2_000;
    private static final long KEYS_GOOD_FOR_MS = Duration.ofMinutes(5).toMillis();
    private static final long WAIT_FOR_KEYS_MS = 5_000;
    private static final long FETCH_AT_MOST_EVERY_MS = 2_000;

    @Bean
    ClientAddress clientAddress(GatewayProperties properties) {
        return new ClientAddress(properties.forwardedHops());
    }

    /**
     * One decoder, and so one set of keys, for REST and sockets. Keys are kept while auth-service is away, and a token with a
     * key that nobody knows makes them be fetched again, but not more often than tokens with made-up keys could do harm.
     */
    @Bean
    JwtDecoder jwtDecoder(LiveMarketProperties properties, Suspensions suspensions) throws MalformedURLException {
        JWKSource<SecurityContext> keys = JWKSourceBuilder.<SecurityContext>create(
                        URI.create(properties.auth().jwksUri()).toURL(),
                        new DefaultResourceRetriever(FETCH_MS, FETCH_MS, KEY_SET_BYTES))
                .cache(KEYS_GOOD_FOR_MS, WAIT_FOR_KEYS_MS)
                .refreshAheadCache(false)
                .rateLimited(FETCH_AT_MOST_EVERY_MS)
                .outageTolerantForever()
                .build();
        return new VerifiedTokens(
                NimbusJwtDecoder.withJwkSource(keys).jwsAlgorithm(SignatureAlgorithm.ES256).build(),
                new DelegatingOAuth2TokenValidator<>(
                        Tokens.validator(properties.auth()), suspensions.validator()));
    }

    @Bean
    Suspensions suspensions(Clock clock) {
        return new Suspensions(clock);
    }

    @Bean
    TokenCheck tokenCheck(JwtDecoder decoder) {
        return new TokenCheck(decoder, Executors.newVirtualThreadPerTaskExecutor());
    }
}
