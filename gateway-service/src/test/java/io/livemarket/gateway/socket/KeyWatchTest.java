package io.livemarket.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.gateway.callers.TokenCheck;
import io.livemarket.gateway.callers.VerifiedToken;
import io.livemarket.gateway.config.GatewayProperties;
import io.livemarket.kit.config.LiveMarketProperties;
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
import org.springframework.util.unit.DataSize;

class KeyWatchTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    /** The tests look themselves. */
    private static final Duration NEVER = Duration.ofDays(1);

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
            try (KeyWatch watch = new KeyWatch(keys, registry, NEVER)) {
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
            try (KeyWatch watch = new KeyWatch(PublicKeys.at(issuer.jwksUri()), registry, NEVER)) {
                watch.look();
                assertThat(disconnected).isEmpty();
            }
        }
    }

    private UUID connect(TokenCheck check, TokenIssuer issuer) {
        UUID user = UUID.randomUUID();
        VerifiedToken token =
                ((TokenCheck.Result.Valid) check.check(issuer.token(user)).join()).token();
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
