package io.livemarket.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.livemarket.launcher.HealthCheck.Condition;
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

/** A part that catches up is waited for; a part that is down, or does not answer, is not. */
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
    @CsvSource({"200, UP, READY", "503, OUT_OF_SERVICE, CATCHING_UP", "503, DOWN, DOWN", "500, , SILENT"})
    void aPartsConditionComesFromItsHealth(int answered, String status, Condition condition)
            throws InterruptedException {
        code = answered;
        body = "{\"status\":\"" + status + "\"}";

        assertThat(check.ask(address()).condition()).isEqualTo(condition);
    }

    @Test
    void theDetailsAreThoseOfTheComponentsThatCatchUp() throws InterruptedException {
        code = 503;
        body = """
                {"status": "OUT_OF_SERVICE", "components": {
                    "diskSpace": {"status": "UP", "details": {"free": 12345}},
                    "projection": {"status": "OUT_OF_SERVICE", "details": {"chats.behind": 40}},
                    "services": {"status": "OUT_OF_SERVICE", "components": {
                        "chat": {"status": "OUT_OF_SERVICE"}, "file": {"status": "UP"}}}}}""";

        assertThat(check.ask(address()).details()).isEqualTo("projection{\"chats.behind\":40} chat");
    }

    @Test
    void aForeignDocumentIsNoHealth() throws InterruptedException {
        code = 503;
        body = "<html>";

        assertThat(check.ask(address()).condition()).isEqualTo(Condition.SILENT);
    }

    @Test
    void aPortThatNothingListensAtIsSilent() throws InterruptedException {
        part.stop(0);

        assertThat(check.ask(address()).condition()).isEqualTo(Condition.SILENT);
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + part.getAddress().getPort() + "/");
    }
}
