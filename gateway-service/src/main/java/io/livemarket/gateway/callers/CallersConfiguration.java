package io.livemarket.gateway.callers;

import io.livemarket.gateway.config.GatewayProperties;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.web.PublicKeys;
import io.livemarket.kit.web.Tokens;
import java.time.Clock;
import java.util.concurrent.Executors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** Authentication of callers. */
@Configuration(proxyBeanMethods = false)
class CallersConfiguration {

    @Bean
    ClientAddress clientAddress(GatewayProperties properties) {
        return new ClientAddress(properties.forwardedHops());
    }

    @Bean
    PublicKeys publicKeys(LiveMarketProperties properties) {
        return PublicKeys.at(properties.auth().jwksUri());
    }

    /** One decoder, and therefore one set of keys, for REST and sockets. */
    @Bean
    JwtDecoder jwtDecoder(
            PublicKeys keys,
            LiveMarketProperties properties,
            Suspensions suspensions,
            EndedSessions ended,
            RevokedRoles roles) {
        return Tokens.decoder(
                keys,
                new DelegatingOAuth2TokenValidator<>(
                        Tokens.validator(properties.auth()),
                        suspensions.validator(),
                        ended.validator(),
                        roles.validator()));
    }

    @Bean
    Suspensions suspensions(Clock clock) {
        return new Suspensions(clock);
    }

    @Bean
    EndedSessions endedSessions(Clock clock, DeletedAccounts accounts) {
        return new EndedSessions(clock, accounts);
    }

    @Bean
    DeletedAccounts deletedAccounts(Clock clock) {
        return new DeletedAccounts(clock);
    }

    @Bean
    RevokedRoles revokedRoles(Clock clock) {
        return new RevokedRoles(clock);
    }

    @Bean
    TokenCheck tokenCheck(JwtDecoder decoder) {
        return new TokenCheck(decoder, Executors.newVirtualThreadPerTaskExecutor());
    }
}
