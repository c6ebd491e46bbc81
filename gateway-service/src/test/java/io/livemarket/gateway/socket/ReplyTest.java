package io.livemarket.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.gateway.callers.VerifiedToken;
import io.livemarket.gateway.config.GatewayProperties;
import io.livemarket.gateway.requests.ClientEvent;
import io.livemarket.kit.tracing.Tracing;
import io.livemarket.socketio.AckSender;
import io.livemarket.socketio.Socket;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.node.MissingNode;

/** Answers of services that a socket has room for, or not. */
class ReplyTest {

    private static final Duration ANY = Duration.ofSeconds(1);

    static final GatewayProperties.Sockets SETTINGS = new GatewayProperties.Sockets(
            1,
            1,
            1,
            DataSize.ofKilobytes(1),
            16,
            DataSize.ofKilobytes(32),
            new GatewayProperties.Rate(1, 1),
            1,
            ANY,
            ANY,
            ANY,
            ANY,
            1,
            16,
            ANY);

    private final List<String> acks = new ArrayList<>();
    private int queued;
    private int given;

    @Test
    void anAnswerThatFitsIsTheAck() {
        reply().acceptMembersOf(bytes("{\"chats\":[]}"));
        assertThat(acks).containsExactly("{\"ok\":true,\"chats\":[]}");
        assertThat(given).isEqualTo(1);
    }

    /** It would be disconnected as one that does not read, and ask again. */
    @Test
    void anAnswerWithoutRoomIsRefusedForNow() {
        queued = 30_000;
        reply().acceptMembersOf(bytes("{\"chats\":[\"" + "x".repeat(10_000) + "\"]}"));
        assertThat(acks).singleElement().asString().contains("rate_limited").contains("\"retryAfterMs\":1000");
        assertThat(given).isEqualTo(1);
    }

    @Test
    void anAnswerThatNeverFitsHasItsOwnCode() {
        reply().acceptMembersOf(bytes("{\"chats\":[\"" + "x".repeat(40_000) + "\"]}"));
        assertThat(acks).singleElement().asString().contains("payload_too_large");
    }

    @Test
    void anAnswerThatIsNoObjectIsNoAnswer() {
        reply().acceptMembersOf(bytes("nothing"));
        assertThat(acks).singleElement().asString().contains("unavailable");
        assertThat(given).isEqualTo(1);
    }

    private Reply reply() {
        ClientSession session = new ClientSession(
                new VerifiedToken("token", UUID.randomUUID(), Instant.MAX, "key", Optional.empty()),
                "192.0.2.1",
                null,
                Optional.empty(),
                SETTINGS);
        session.ready(proxy(Socket.class));
        Reply reply = new Reply(
                session,
                ClientEvent.SYNC,
                MissingNode.getInstance(),
                proxy(AckSender.class),
                new SocketMetrics(new SimpleMeterRegistry(), Tracing.OFF),
                System.nanoTime());
        reply.whenGiven(() -> given++);
        return reply;
    }

    private <T> T proxy(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> switch (method.getName()) {
                    case "queuedBytes" -> queued;
                    case "queuedFrames" -> 0;
                    case "send", "sendJoined" -> acks.add(joined((byte[][]) arguments[0]));
                    default -> throw new AssertionError("not asked for: " + method);
                }));
    }

    private static String joined(byte[][] parts) {
        StringBuilder text = new StringBuilder();
        for (byte[] part : parts) {
            text.append(new String(part, StandardCharsets.UTF_8));
        }
        return text.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
