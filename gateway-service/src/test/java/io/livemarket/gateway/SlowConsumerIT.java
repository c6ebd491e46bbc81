package io.livemarket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.gateway.socket.SessionRegistry;
import io.livemarket.gateway.testing.TestGateway;
import io.livemarket.gateway.testing.TestSocket;
import io.livemarket.gateway.testing.TestTokens;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A client that does not read is disconnected, and no other client is affected. */
class SlowConsumerIT {

    /** Far fewer than a gateway queues for a socket: Bob reads, though the machine may be busy. */
    private static final int BOB_MAY_BE_BEHIND = 20;

    private final TestGateway gateway = TestGateway.shared();
    private final UUID alice = UUID.randomUUID();
    private final UUID bob = UUID.randomUUID();
    private final UUID carol = UUID.randomUUID();

    @Test
    void aSlowConsumerIsDisconnectedWithoutHarmToOthers() throws Exception {
        UUID chatId = gateway.decider().open(alice, bob, carol);
        SessionRegistry registry = gateway.bean(SessionRegistry.class);
        try (Socket stalled = connectAndStall(carol);
                TestSocket bobs = gateway.online(bob)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> registry.has(carol));
            String large = "x".repeat(7_900);
            int sent = 0;
            while (registry.has(carol) && sent < 5_000) {
                gateway.decider().say(chatId, alice, large);
                sent++;
                int atLeast = sent - BOB_MAY_BE_BEHIND;
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> bobs.received("message:receive").size() >= atLeast);
            }
            assertThat(registry.has(carol))
                    .as("still connected after " + sent + " messages")
                    .isFalse();
            assertThat(stalled.isConnected()).isTrue();
            long last = gateway.decider().say(chatId, alice, "the last").seq();
            bobs.awaitEvent("message:receive", "content", "the last");
            assertThat(bobs.received("message:receive")).hasSize((int) last);
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(bobs.isOpen()).isTrue());
        }
    }

    private Socket connectAndStall(UUID user) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.connect(new InetSocketAddress("localhost", gateway.port()));
        OutputStream out = socket.getOutputStream();
        out.write(("GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost:" + gateway.port()
                        + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        readHead(socket.getInputStream());
        out.write(masked("40{\"token\":\"" + TestTokens.of(user) + "\"}"));
        out.flush();
        return socket;
    }

    private static void readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            assertThat(next).as("the answer to the upgrade").isNotNegative();
            head.append((char) next);
        }
        assertThat(head).startsWith("HTTP/1.1 101");
    }

    /** A text frame with a mask of zeros. */
    private static byte[] masked(String text) {
        byte[] payload = text.getBytes(StandardCharsets.US_ASCII);
        byte[] frame = new byte[8 + payload.length];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) (0x80 | 126);
        frame[2] = (byte) (payload.length >> 8);
        frame[3] = (byte) payload.length;
        System.arraycopy(payload, 0, frame, 8, payload.length);
        return frame;
    }
}
