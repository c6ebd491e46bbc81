package io.livemarket.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.gateway.callers.ExternalKeys;
import io.livemarket.gateway.callers.TokenCheck;
import io.livemarket.gateway.callers.VerifiedToken;
import io.livemarket.gateway.config.GatewayProperties;
import io.livemarket.kit.config.AccountsMode;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.testing.MarketplaceIssuer;
import io.livemarket.kit.web.PublicKeys;
import io.livemarket.kit.web.Tokens;
import io.livemarket.socketio.Socket;
import io.livemarket.testkit.running.TokenIssuer;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.util.unit.DataSize;

class KeyWatchTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    /** The tests look themselves. */
    private static final Duration NEVER = Duration.ofDays(1);

    private static final ExternalKeys NO_OTHERS = new ExternalKeys(Optional.empty());

    private final SessionRegistry registry = new SessionRegistry();
    private final Queue<UUID> disconnected = new ConcurrentLinkedQueue<>();

    @Test
    void onlySocketsOfARetiredKeyAreDisconnected() {
        try (TokenIssuer issuer = TokenIssuer.start()) {
            PublicKeys keys = PublicKeys.at(issuer.jwksUri());
            TokenCheck check = new TokenCheck(
                    Tokens.decoder(
                            keys,
                            Tokens.validator(
                                    new LiveMarketProperties.Auth("livemarket", "livemarket", issuer.jwksUri()))),
                    Runnable::run);
            UUID retired = connect(check, issuer);
            try (KeyWatch watch = new KeyWatch(keys, NO_OTHERS, registry, NEVER)) {
                issuer.away(true);
                UUID duringTheOutage = connect(check, issuer);
                watch.look();
                assertThat(disconnected).isEmpty();
                issuer.away(false);
                issuer.retireKey();
                connect(check, issuer);
                watch.look();
                watch.look();
                assertThat(new HashSet<>(disconnected)).containsExactlyInAnyOrder(retired, duringTheOutage);
            }
        }
    }

    @Test
    void aSetWithoutAnyKeyEndsNothing() {
        try (TokenIssuer issuer = TokenIssuer.start()) {
            TokenCheck check = new TokenCheck(
                    Tokens.decoder(
                            PublicKeys.at(issuer.jwksUri()),
                            Tokens.validator(
                                    new LiveMarketProperties.Auth("livemarket", "livemarket", issuer.jwksUri()))),
                    Runnable::run);
            connect(check, issuer);
            issuer.withoutKeys();
            try (KeyWatch watch = new KeyWatch(PublicKeys.at(issuer.jwksUri()), NO_OTHERS, registry, NEVER)) {
                watch.look();
                assertThat(disconnected).isEmpty();
            }
        }
    }

    @Test
    void socketsOfEachIssuerAreHeldAgainstItsOwnKeys() {
        try (TokenIssuer issuer = TokenIssuer.start();
                MarketplaceIssuer marketplace = MarketplaceIssuer.start()) {
            LiveMarketProperties.Auth both = marketplace.accepted(AccountsMode.BOTH, issuer.jwksUri());
            PublicKeys own = PublicKeys.at(issuer.jwksUri());
            ExternalKeys external = new ExternalKeys(Tokens.externalKeys(both));
            TokenCheck check = new TokenCheck(
                    Tokens.decoder(own, external.keys(), both, _ -> OAuth2TokenValidatorResult.success()),
                    Runnable::run);
            connect(check, issuer);
            UUID customer = connect(check, marketplace.token("customer-1"));
            try (KeyWatch watch = new KeyWatch(own, external, registry, NEVER)) {
                watch.look();
                assertThat(disconnected).isEmpty();
                marketplace.retireKeys();
                connect(check, marketplace.token("customer-2"));
                watch.look();
                assertThat(disconnected).containsExactly(customer);
            }
        }
    }

    private UUID connect(TokenCheck check, TokenIssuer issuer) {
        return connect(check, issuer.token(UUID.randomUUID()));
    }

    private UUID connect(TokenCheck check, String signed) {
        VerifiedToken token = ((TokenCheck.Result.Valid) check.check(signed).join()).token();
        UUID user = token.userId();
        ClientSession session = new ClientSession(token, "192.0.2.1", null, Optional.empty(), settings());
        session.ready((Socket)
                Proxy.newProxyInstance(Socket.class.getClassLoader(), new Class<?>[] {Socket.class}, (_, method, _) -> {
                    assertThat(method.getName()).isEqualTo("disconnect");
                    disconnected.add(user);
                    return null;
                }));
        registry.add(session);
        return user;
    }

    private static GatewayProperties.Sockets settings() {
        return new GatewayProperties.Sockets(
                1,
                1,
                1,
                DataSize.ofKilobytes(1),
                16,
                DataSize.ofKilobytes(1),
                new GatewayProperties.Rate(1, 1),
                1,
                SECOND,
                SECOND,
                SECOND,
                SECOND,
                1,
                16,
                SECOND);
    }
}
