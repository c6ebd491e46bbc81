package io.livemarket.notification.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.livemarket.notification.webhooks.WebhookSender.Outcome;
import io.livemarket.notification.webhooks.domain.Delivery;
import io.livemarket.notification.webhooks.domain.WebhookEndpoint;
import io.livemarket.notification.webhooks.domain.WebhookSecret;
import io.livemarket.notification.webhooks.domain.WebhookTarget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WebhookClientTest {

    private static final Instant T0 = Instant.parse("2026-11-30T10:00:00Z");
    private static final WebhookSecret SECRET = new WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", T0, null);
    private static final byte[] EVENT = {'{', '}'};

    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            answer(exchange);
        });
        server.start();
    }

    /** By path: a status, {@code endless} for an answer without an end, {@code silent} for none. */
    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(1);
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            switch (path) {
                case "silent" -> await();
                case "endless" -> {
                    exchange.sendResponseHeaders(200, 0);
                    byte[] much = new byte[1 << 16];
                    while (end.getCount() > 0) {
                        exchange.getResponseBody().write(much);
                    }
                }
                default -> {
                    exchange.getResponseHeaders().add("Location", "/200");
                    exchange.getResponseHeaders().add("Retry-After", "7");
                    exchange.sendResponseHeaders(Integer.parseInt(path), -1);
                }
            }
        }
    }

    private void await() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
    }

    private Outcome send(WebhookAddresses addresses, String host, String path) {
        WebhookEndpoint endpoint = new WebhookEndpoint(
                new UUID(0, 1),
                new WebhookTarget(
                        "http://" + host + ":" + server.getAddress().getPort() + "/" + path,
                        null,
                        List.of("t"),
                        Map.of()),
                List.of(SECRET),
                null,
                T0,
                T0);
        try (WebhookClient client =
                new WebhookClient(addresses, Duration.ofSeconds(1), 4, Clock.fixed(T0, ZoneOffset.UTC))) {
            return client.send(endpoint, new Delivery.Event("c-1", "t", "c", T0.toString(), EVENT));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Outcome send(String path) {
        return send(new WebhookAddresses(List.of(), true), "localhost", path);
    }

    @Test
    void aNameThatLeadsInsideIsNotConnectedTo() {
        WebhookAddresses guarded = new WebhookAddresses(List.of("127.0.0.1"), false);
        assertThat(send(guarded, "localhost", "200")).isEqualTo(new Outcome.Failed("private address", null));
        assertThat(send(guarded, "[::1]", "200")).isEqualTo(new Outcome.Failed("private address", null));
        assertThat(requests).hasValue(0);
        assertThat(send(guarded, "127.0.0.1", "200")).isEqualTo(new Outcome.Accepted());
    }

    @Test
    void anythingButSuccessIsAFailureAndRedirectsEnd() {
        assertThat(send("200")).isEqualTo(new Outcome.Accepted());
        assertThat(send("204")).isEqualTo(new Outcome.Accepted());
        assertThat(send("410")).isEqualTo(new Outcome.Gone());
        for (int status : new int[] {302, 307, 400, 404, 429, 500, 503}) {
            assertThat(send("" + status)).isEqualTo(new Outcome.Failed("status " + status, Duration.ofSeconds(7)));
        }
        assertThat(requests).hasValue(10);
    }

    @Test
    void anAnswerWithoutAnEndIsNotRead() {
        assertThat(send("endless")).isEqualTo(new Outcome.Accepted());
    }

    @Test
    void aSilentEndpointFailsInTime() {
        assertThat(send("silent")).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void addressesAreHttpsAndPublicUnlessConfigured() {
        WebhookAddresses strict = new WebhookAddresses(List.of("Hooks.Shop.Internal"), false);
        assertThat(strict.accepts("https://shop.example.com/hook?key=1")).isTrue();
        assertThat(strict.accepts("https://hooks.shop.internal:8443/x")).isTrue();
        for (String refused : List.of(
                "http://shop.example.com/hook",
                "http://hooks.shop.internal/x",
                "https://shop.example.com:8443/",
                "https://user@hooks.shop.internal/",
                "https://localhost/",
                "https://127.0.0.1/",
                "https://10.1.2.3/",
                "https://169.254.169.254/latest",
                "https://[::1]/",
                "https://[fd00::1]/",
                "https://2130706433/",
                "https://shop.internal/",
                "ftp://shop.example.com/",
                "/hook",
                "")) {
            assertThat(strict.accepts(refused)).as(refused).isFalse();
        }
        assertThat(new WebhookAddresses(List.of(), true).accepts("http://127.0.0.1:8080/x"))
                .isTrue();
    }
}
