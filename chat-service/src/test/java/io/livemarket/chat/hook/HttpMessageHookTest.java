package io.livemarket.chat.hook;

import static io.livemarket.chat.domain.ChatFixtures.ALICE;
import static io.livemarket.chat.domain.ChatFixtures.BOB;
import static io.livemarket.chat.domain.ChatFixtures.edit;
import static io.livemarket.chat.domain.ChatFixtures.markRead;
import static io.livemarket.chat.domain.ChatFixtures.message;
import static io.livemarket.chat.domain.ChatFixtures.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.livemarket.events.Ids;
import io.livemarket.events.Json;
import io.livemarket.kit.web.StandardWebhooks;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class HttpMessageHookTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final Instant T0 = Instant.parse("2026-11-30T10:00:00Z");

    private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
    private final List<String> signatures = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private volatile String answer = "{\"allow\": true}";
    private volatile boolean silent;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            requests.add(Json.MAPPER.readTree(body));
            long seconds = Long.parseLong(exchange.getRequestHeaders().getFirst("Webhook-Timestamp"));
            String id = exchange.getRequestHeaders().getFirst("Webhook-Id");
            assertThat(exchange.getRequestHeaders().getFirst("Webhook-Signature"))
                    .isEqualTo(StandardWebhooks.signature(List.of(SECRET), id, seconds, body));
            signatures.add(id);
            if (silent) {
                end.await();
            }
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
    }

    private HttpMessageHook hook(Duration deadline, Verdict late) {
        return new HttpMessageHook(
                new HttpMessageHook.Settings(
                        URI.create("http://localhost:" + server.getAddress().getPort() + "/check"),
                        SECRET,
                        deadline,
                        late,
                        2,
                        3,
                        Duration.ofMinutes(5)),
                InstantSource.fixed(T0),
                meters);
    }

    private static Verdict verdict(HttpMessageHook hook) {
        UUID id = Ids.next();
        hook.ask(id, send(ALICE, message(1)));
        return await().atMost(Duration.ofSeconds(30))
                .until(() -> hook.verdict(id), found -> found.isPresent())
                .orElseThrow();
    }

    @Test
    void theHookGetsTheSignedMessageAndDecides() {
        try (HttpMessageHook hook = hook(Duration.ofSeconds(30), Verdict.UNAVAILABLE)) {
            assertThat(verdict(hook)).isEqualTo(Verdict.ALLOWED);
            JsonNode data = requests.getFirst().path("data");
            assertThat(requests.getFirst().path("type").asString()).isEqualTo("chat.message-check.v1");
            assertThat(requests.getFirst().path("id").asString()).isEqualTo(signatures.getFirst());
            assertThat(data.path("senderId").asString()).isEqualTo(ALICE.toString());
            assertThat(data.path("content").asString()).isEqualTo("hola");
            assertThat(data.path("edit").asBoolean()).isFalse();
            answer = "{\"allow\": false, \"reason\": \"too_cheap\"}";
            assertThat(verdict(hook)).isEqualTo(Verdict.refused("too_cheap"));
            answer = "{\"allow\": false, \"reason\": \"<b>No reason of this form</b>\"}";
            assertThat(verdict(hook)).isEqualTo(Verdict.refused(null));
        }
    }

    @Test
    void onlyContentIsCheckedAndEachCommandOnce() {
        try (HttpMessageHook hook = hook(Duration.ofSeconds(30), Verdict.UNAVAILABLE)) {
            assertThat(hook.concerns(send(ALICE, message(1)))).isTrue();
            assertThat(hook.concerns(edit(ALICE, message(1)))).isTrue();
            assertThat(hook.concerns(markRead(BOB, 1))).isFalse();
            UUID id = Ids.next();
            hook.ask(id, edit(ALICE, message(1)));
            hook.ask(id, edit(ALICE, message(1)));
            await().atMost(Duration.ofSeconds(30)).until(() -> hook.verdict(id).isPresent());
            assertThat(requests).hasSize(1);
            assertThat(requests.getFirst().path("data").path("edit").asBoolean())
                    .isTrue();
            hook.settled(id);
            assertThat(hook.verdict(id)).isEmpty();
        }
    }

    @Test
    void aLateAnswerHasTheConfiguredOutcome() {
        silent = true;
        try (HttpMessageHook hook = hook(Duration.ofMillis(50), Verdict.ALLOWED)) {
            assertThat(verdict(hook)).isEqualTo(Verdict.ALLOWED);
        }
        try (HttpMessageHook hook = hook(Duration.ofMillis(50), Verdict.UNAVAILABLE)) {
            assertThat(verdict(hook)).isEqualTo(Verdict.UNAVAILABLE);
            UUID first = Ids.next();
            UUID second = Ids.next();
            UUID third = Ids.next();
            for (UUID id : List.of(first, second, third)) {
                hook.ask(id, send(ALICE, message(1)));
            }
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(hook.verdict(third))
                            .as("one that waits for its turn")
                            .contains(Verdict.UNAVAILABLE));
        }
    }

    @Test
    void aHookThatKeepsFailingIsNotAsked() {
        answer = "no answer";
        try (HttpMessageHook hook = hook(Duration.ofSeconds(30), Verdict.ALLOWED)) {
            for (int i = 0; i < 3; i++) {
                assertThat(verdict(hook)).isEqualTo(Verdict.ALLOWED);
            }
            answer = "{\"allow\": false}";
            assertThat(verdict(hook)).isEqualTo(Verdict.ALLOWED);
            assertThat(requests).hasSize(3);
            assertThat(meters.get("livemarket.presend.open").gauge().value()).isEqualTo(1);
        }
    }
}
