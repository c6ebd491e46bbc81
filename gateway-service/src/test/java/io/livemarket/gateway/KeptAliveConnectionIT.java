package io.livemarket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.gateway.testing.TestGateway;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every request on a connection that is kept alive is answered, however soon it follows the one before. */
class KeptAliveConnectionIT {

    private static final int REQUESTS = 2_000;
    /** Answered by another thread than the connection's, and at once. */
    private static final String LATER = "/actuator/health/readiness";

    private static final String AT_ONCE = "/nowhere";

    private Socket socket;
    private DataInputStream in;

    @BeforeEach
    void connect() throws IOException {
        socket = new Socket(
                InetAddress.getLoopbackAddress(), TestGateway.shared().port());
        socket.setSoTimeout(10_000);
        in = new DataInputStream(socket.getInputStream());
    }

    @AfterEach
    void disconnect() throws IOException {
        socket.close();
    }

    @Test
    void oneAfterTheOther() throws IOException {
        for (int i = 0; i < REQUESTS; i++) {
            ask(LATER);
            assertThat(answer()).isEqualTo(200);
        }
    }

    @Test
    void severalInOnePacket() throws IOException {
        for (int i = 0; i < 100; i++) {
            ask(LATER, AT_ONCE);
            assertThat(answer()).isEqualTo(200);
            assertThat(answer()).isEqualTo(404);
            ask(AT_ONCE);
            assertThat(answer()).isEqualTo(404);
        }
    }

    private void ask(String... paths) throws IOException {
        StringBuilder requests = new StringBuilder();
        for (String path : paths) {
            requests.append("GET ").append(path).append(" HTTP/1.1\r\nHost: localhost\r\n\r\n");
        }
        socket.getOutputStream().write(requests.toString().getBytes(StandardCharsets.US_ASCII));
    }

    /** The status of the next answer, whose body is read as well. */
    private int answer() throws IOException {
        String status = line();
        int length = 0;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.toLowerCase(java.util.Locale.ROOT).startsWith("content-length: ")) {
                length = Integer.parseInt(header.substring("content-length: ".length()));
            }
        }
        in.readNBytes(length);
        return Integer.parseInt(status.split(" ")[1]);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (byte next = in.readByte(); next != '\n'; next = in.readByte()) {
            line.append((char) next);
        }
        return line.substring(0, line.length() - 1);
    }
}
