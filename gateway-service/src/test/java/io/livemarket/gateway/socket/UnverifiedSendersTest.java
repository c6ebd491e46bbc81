package io.livemarket.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.livemarket.events.Json;
import io.livemarket.gateway.callers.TokenAge;
import io.livemarket.gateway.callers.VerifiedToken;
import io.livemarket.gateway.requests.ClientEvent;
import io.livemarket.kit.tracing.Tracing;
import io.livemarket.socketio.AckSender;
import io.livemarket.socketio.Socket;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Users that are to verify their e-mail address first: they open no chat by a message, and go on in those that are
 * there.
 */
class UnverifiedSendersTest {

    private static final UUID BOB = UUID.randomUUID();

    private final List<String> acks = new ArrayList<>();
    /** Without commands: a request that is not refused before would need them. */
    private final ChatHandler handler = new ChatHandler(null, null, null, null, null, Clock.systemUTC());

    @Test
    void aMessageWithARecipientIsRefused() {
        send(true, Map.of("to", BOB.toString(), "content", "hello"));
        assertThat(acks).singleElement().asString().contains("email_not_verified");
    }

    @Test
    void messagesToKnownChatsAndOfVerifiedUsersAreDecided() {
        assertThatNullPointerException()
                .isThrownBy(() -> send(true, Map.of("chatId", UUID.randomUUID().toString(), "content", "hello")));
        assertThatNullPointerException()
                .isThrownBy(() -> send(false, Map.of("to", BOB.toString(), "content", "hello")));
        assertThat(acks).isEmpty();
    }

    private void send(boolean mustVerify, Map<String, String> message) {
        ClientSession session = new ClientSession(
                new VerifiedToken(
                        "token",
                        UUID.randomUUID(),
                        Instant.MAX,
                        "key",
                        Optional.empty(),
                        false,
                        TokenAge.UNKNOWN,
                        mustVerify),
                "192.0.2.1",
                null,
                Optional.empty(),
                ReplyTest.SETTINGS);
        session.ready(proxy(Socket.class));
        JsonNode payload = Json.MAPPER.valueToTree(message);
        handler.send(
                session,
                payload,
                new Reply(
                        session,
                        ClientEvent.MESSAGE_SEND,
                        payload,
                        proxy(AckSender.class),
                        new SocketMetrics(new SimpleMeterRegistry(), Tracing.OFF),
                        System.nanoTime()));
    }

    private <T> T proxy(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
                    if (method.getName().startsWith("send") && type == AckSender.class) {
                        for (byte[] part :
                                arguments[0] instanceof byte[] one ? new byte[][] {one} : (byte[][]) arguments[0]) {
                            acks.add(new String(part, StandardCharsets.UTF_8));
                        }
                    }
                    return switch (method.getReturnType().getName()) {
                        case "boolean" -> true;
                        case "int" -> 0;
                        case "long" -> 0L;
                        default -> null;
                    };
                }));
    }
}
