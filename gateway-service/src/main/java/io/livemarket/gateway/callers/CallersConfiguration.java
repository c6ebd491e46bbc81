package io.livemarket.gateway.callers;

import io.livemarket.gateway.callers.RegisteredUsers.Registration.Outcome;
import io.livemarket.gateway.config.GatewayProperties;
import io.livemarket.gateway.services.ChatReads.Answer;
import io.livemarket.gateway.services.ExternalAccounts;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.web.PublicKeys;
import io.livemarket.kit.web.Tokens;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** Authentication of callers. */
@Configuration(proxyBeanMethods = false)
class CallersConfiguration {

    private static final int BAD_REQUEST = 400;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    @Bean
    ClientAddress clientAddress(GatewayProperties properties) {
        return new ClientAddress(properties.forwardedHops());
    }

    @Bean
    PublicKeys publicKeys(LiveMarketProperties properties) {
        return PublicKeys.at(properties.auth().jwksUri());
    }

    @Bean
    ExternalKeys externalKeys(LiveMarketProperties properties) {
        return new ExternalKeys(Tokens.externalKeys(properties.auth()));
    }

    /** One decoder, and therefore one set of keys of each issuer, for REST and sockets. */
    @Bean
    JwtDecoder jwtDecoder(
            PublicKeys keys,
            ExternalKeys external,
            LiveMarketProperties properties,
            Suspensions suspensions,
            EndedSessions ended,
            RevokedRoles roles,
            ExternalAccounts accounts) {
        JwtDecoder decoder = Tokens.decoder(
                keys,
                external.keys(),
                properties.auth(),
                new DelegatingOAuth2TokenValidator<>(suspensions.validator(), ended.validator(), roles.validator()));
        return external.keys().isPresent()
                ? new RegisteredUsers(decoder, token -> outcome(accounts.register(token)))
                : decoder;
    }

    private static Outcome outcome(CompletableFuture<Answer> asked) {
        try {
            int status = asked.join().status();
            if (status < BAD_REQUEST) {
                return Outcome.REGISTERED;
            }
            return status < SERVER_ERROR && status != TOO_MANY_REQUESTS ? Outcome.REFUSED : Outcome.UNKNOWN;
        } catch (CompletionException e) {
            return Outcome.UNKNOWN;
        }
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
