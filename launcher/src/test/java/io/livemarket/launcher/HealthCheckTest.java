package io.livemarket.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A part that catches up is waited for; one that is down, or says nothing, is not. */
class HealthCheckTest {

    private final HealthCheck check = new HealthCheck();
    private HttpServer part;
    private volatile int code;
    private volatile String body = "";

    @BeforeEach
    void start() throws IOException {
        part = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        part.createContext("/", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(code, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        part.start();
    }

    @AfterEach
    void stop() {
        part.stop(0);
        check.close();
    }

    @ParameterizedTest
    @CsvSource({"200, UP, true, false", "503, OUT_OF_SERVICE, false, true", "503, DOWN, false, false"})
    void aPartSaysHowItIs(int answered, String status, boolean green, boolean catchingUp) throws InterruptedException {
        code = answered;
        body = "{\"status\":\"" + status + "\"}";

        assertThat(check.isGreen(address())).isEqualTo(green);
        assertThat(check.isCatchingUp(address())).isEqualTo(catchingUp);
    }

    @Test
    void whatIsNoHealthIsNoCatchingUp() throws InterruptedException {
        code = 503;
        body = "<html>";

        assertThat(check.isCatchingUp(address())).isFalse();
    }

    @Test
    void nobodyThereIsNeither() throws InterruptedException {
        part.stop(0);

        assertThat(check.isGreen(address())).isFalse();
        assertThat(check.isCatchingUp(address())).isFalse();
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + part.getAddress().getPort() + "/");
    }
}
