package io.livemarket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.livemarket.gateway.testing.TestGateway;
import io.livemarket.gateway.testing.TestSocket;
import io.livemarket.gateway.testing.TestTokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Which clients may connect, and until when. */
class ConnectIT {

    /** Long enough to connect with on a machine that is busy. */
    private static final Duration TOKEN_LIFE = Duration.ofSeconds(10);

    private final TestGateway gateway = TestGateway.shared();
    private final UUID alice = UUID.randomUUID();

    static Stream<Arguments> badTokens() {
        UUID user = UUID.randomUUID();
        return Stream.of(
                Arguments.of("no auth at all", "", "token_missing"),
                Arguments.of("auth without a token", "{}", "token_missing"),
                Arguments.of("null", "{\"token\":null}", "token_missing"),
                Arguments.of("blank", "{\"token\":\" \"}", "token_missing"),
                Arguments.of("no text", "{\"token\":7}", "token_invalid"),
                Arguments.of("no token", token("hello"), "token_invalid"),
                Arguments.of("unsigned", token(TestTokens.unsigned(user)), "token_invalid"),
                Arguments.of("signed by another", token(TestTokens.forged(user)), "token_invalid"),
                Arguments.of(
                        "signed with the public key", token(TestTokens.signedWithThePublicKey(user)), "token_invalid"),
                Arguments.of("changed after signing", token(TestTokens.tampered(user)), "token_invalid"),
                Arguments.of("for another audience", token(TestTokens.forAnotherAudience(user)), "token_invalid"),
                Arguments.of("by another issuer", token(TestTokens.byAnotherIssuer(user)), "token_invalid"),
                Arguments.of("without an end", token(TestTokens.withoutEnd(user)), "token_invalid"),
                Arguments.of("for nobody", token(TestTokens.forNobody()), "token_invalid"),
                Arguments.of("expired", token(TestTokens.of(user, Duration.ofMinutes(-1))), "token_expired"));
    }

    private static String token(String token) {
        return "{\"token\":\"" + token + "\"}";
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("badTokens")
    void aBadTokenIsRefusedWithItsCode(String kind, String auth, String code) {
        TestSocket.Refused refused =
                catchThrowableOfType(TestSocket.Refused.class, () -> TestSocket.connectWith(gateway.port(), auth));
        assertThat(refused).as(kind).isNotNull();
        assertThat(refused.code()).isEqualTo(code);
    }

    @Test
    void theSocketsOfAUserAreLimited() {
        List<TestSocket> sockets = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            sockets.add(gateway.online(alice));
        }
        TestSocket.Refused refused = catchThrowableOfType(TestSocket.Refused.class, () -> gateway.online(alice));
        assertThat(refused.code()).isEqualTo("too_many_connections");
        gateway.online(UUID.randomUUID()).close();
        sockets.removeFirst().close();
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptionsInstanceOf(TestSocket.Refused.class)
                .until(() -> sockets.add(gateway.online(alice)));
        sockets.forEach(TestSocket::close);
    }

    @Test
    void aSessionIsWarnedAndThenEndsWithItsToken() throws Exception {
        try (TestSocket socket = TestSocket.online(gateway.port(), TestTokens.of(alice, TOKEN_LIFE))) {
            assertThat(socket.awaitEvent("session:expiring", _ -> true).text("expiresAt"))
                    .endsWith("Z");
            assertThat(socket.closed().get(60, TimeUnit.SECONDS)).isEqualTo("disconnect");
        }
    }

    @Test
    void aFreshTokenOfTheSameUserKeepsTheSession() {
        try (TestSocket socket = TestSocket.online(gateway.port(), TestTokens.of(alice, TOKEN_LIFE));
                TestSocket other = TestSocket.online(gateway.port(), TestTokens.of(alice, TOKEN_LIFE))) {
            JsonNode refreshed = socket.ask("session:refresh", Map.of("token", TestTokens.of(alice)));
            assertThat(refreshed.get("ok").booleanValue()).isTrue();
            assertThat(refreshed.get("expiresAt").stringValue()).endsWith("Z");
            other.closed().orTimeout(60, TimeUnit.SECONDS).join();
            assertThat(socket.isOpen()).isTrue();
            assertThat(socket.ask("message:history", Map.of("chatId", UUID.randomUUID()))
                            .at("/error/code")
                            .stringValue())
                    .as("still served")
                    .isEqualTo("chat_not_found");
        }
    }

    @Test
    void aSessionRefusesABadTokenAndAnotherUsersToken() {
        try (TestSocket socket = gateway.online(alice)) {
            assertThat(refreshing(socket, TestTokens.of(UUID.randomUUID()))).isEqualTo("forbidden");
            assertThat(refreshing(socket, TestTokens.forged(alice))).isEqualTo("token_invalid");
            assertThat(refreshing(socket, TestTokens.of(alice, Duration.ofMinutes(-1))))
                    .isEqualTo("token_expired");
            assertThat(refreshing(socket, "")).isEqualTo("token_missing");
        }
    }

    private static String refreshing(TestSocket socket, String token) {
        return socket.ask("session:refresh", Map.of("token", token))
                .at("/error/code")
                .stringValue();
    }
}
