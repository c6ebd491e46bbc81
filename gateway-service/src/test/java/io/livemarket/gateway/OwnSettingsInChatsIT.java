package io.livemarket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.livemarket.events.Json;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.gateway.testing.FakeService;
import io.livemarket.gateway.testing.TestGateway;
import io.livemarket.gateway.testing.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The blocks and mutes of a user in the chats of chat-service. */
class OwnSettingsInChatsIT {

    private static final UUID ANA = UUID.randomUUID();
    private static final UUID LUIS = UUID.randomUUID();
    private static final UUID EVA = UUID.randomUUID();
    private static final Map<String, Object> WITH_LUIS = chat("private", ANA, LUIS);
    private static final Map<String, Object> WITH_EVA = chat("private", ANA, EVA);
    private static final Map<String, Object> GROUP = chat("group", ANA, LUIS, EVA);
    private static final Settable CHATS = new Settable("chat");
    private static final Settable MODERATION = new Settable("moderation");
    private static final Settable NOTIFICATIONS = new Settable("notification");
    private static final TestGateway GATEWAY = TestGateway.with(
            "livemarket.gateway.services.chat=" + CHATS.uri(),
            "livemarket.gateway.services.moderation=" + MODERATION.uri(),
            "livemarket.gateway.services.notification=" + NOTIFICATIONS.uri());

    /** Gives the answers that a test has set, and records the requests. */
    private static final class Settable extends FakeService {

        private final List<String> asked = new CopyOnWriteArrayList<>();
        private volatile int status = 200;
        private volatile Object body = Map.of();

        Settable(String name) {
            super(name);
        }

        void answers(Object newBody) {
            status = 200;
            body = newBody;
            asked.clear();
        }

        void refuses() {
            status = 503;
            asked.clear();
        }

        @Override
        protected void handle(HttpExchange exchange) throws IOException {
            asked.add(exchange.getRequestURI().getPath() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            if (status == 200) {
                answer(exchange, 200, new String(Json.bytes(body), StandardCharsets.UTF_8));
            } else {
                problem(exchange, ErrorCode.UNAVAILABLE);
            }
        }
    }

    private static Map<String, Object> chat(String type, UUID... participants) {
        return Map.of("id", UUID.randomUUID(), "type", type, "participants", List.of(participants), "seq", 7);
    }

    @BeforeEach
    void settings() {
        MODERATION.answers(Map.of("items", List.of(Map.of("userId", LUIS, "blockedAt", "2026-01-15T10:00:00Z"))));
        NOTIFICATIONS.answers(Map.of(
                "preferences",
                Map.of(),
                "mutedChats",
                List.of(
                        Map.of("chatId", GROUP.get("id")),
                        Map.of("chatId", WITH_EVA.get("id"), "until", "2026-01-15T11:00:00Z"))));
        CHATS.answers(Map.of("items", List.of(WITH_LUIS, WITH_EVA, GROUP)));
    }

    @AfterAll
    static void stop() {
        GATEWAY.close();
        List.of(CHATS, MODERATION, NOTIFICATIONS).forEach(FakeService::close);
    }

    @Test
    void eachChatOfAPageHasItsReadersSettings() throws Exception {
        JsonNode items = ask("GET", "/chats").path("items");
        assertThat(fields(items, "blocked")).containsExactly("true", "false", "");
        assertThat(fields(items, "muted")).containsExactly("false", "true", "true");
        assertThat(fields(items, "mutedUntil")).containsExactly("", "2026-01-15T11:00:00Z", "");
        assertThat(fields(items, "seq")).containsOnly("7");
        String bearer = " Bearer " + TestTokens.of(ANA).split("\\.")[0];
        assertThat(MODERATION.asked).singleElement().asString().startsWith("/users/me/blocks" + bearer);
        assertThat(NOTIFICATIONS.asked).singleElement().asString().startsWith("/notifications/preferences" + bearer);
    }

    @ParameterizedTest
    @CsvSource({"GET, /chats/x", "POST, /chats", "PATCH, /chats/x", "PUT, /chats/x/deal", "DELETE, /chats/x/deal"})
    void aChatAloneHasThemToo(String method, String path) throws Exception {
        CHATS.answers(WITH_LUIS);
        JsonNode chat = ask(method, path);
        assertThat(chat.path("blocked").asBoolean()).isTrue();
        assertThat(chat.path("muted").isBoolean()).isTrue();
        assertThat(chat.path("muted").asBoolean()).isFalse();
    }

    @Test
    void unknownSettingsAreLeftOutOfTheChats() throws Exception {
        MODERATION.refuses();
        JsonNode items = ask("GET", "/chats").path("items");
        assertThat(fields(items, "blocked")).containsOnly("");
        assertThat(fields(items, "muted")).containsExactly("false", "true", "true");
        MODERATION.answers(Map.of("items", List.of()));
        NOTIFICATIONS.refuses();
        items = ask("GET", "/chats").path("items");
        assertThat(fields(items, "blocked")).containsExactly("false", "false", "");
        assertThat(fields(items, "muted")).containsOnly("");
        assertThat(fields(items, "seq")).containsOnly("7");
    }

    @Test
    void otherAnswersArePassedOnWithoutACall() throws Exception {
        for (Object body : List.of(
                Map.of("items", List.of()),
                Map.of("items", List.of(Map.of("seq", 1))),
                List.of(1, 2),
                Map.of("code", "x"))) {
            CHATS.answers(body);
            assertThat(ask("GET", "/chats")).isEqualTo(Json.MAPPER.valueToTree(body));
        }
        CHATS.refuses();
        assertThat(ask("GET", "/chats/x").path("code").asString()).isEqualTo("unavailable");
        CHATS.answers(WITH_LUIS);
        assertThat(ask("GET", "/chats/undelivered").has("blocked")).isFalse();
        assertThat(MODERATION.asked).isEmpty();
        assertThat(NOTIFICATIONS.asked).isEmpty();
    }

    @Test
    void ofGroupsAloneNoBlocksAreAskedFor() throws Exception {
        CHATS.answers(Map.of("items", List.of(GROUP)));
        assertThat(ask("GET", "/chats").at("/items/0/muted").asBoolean()).isTrue();
        assertThat(MODERATION.asked).isEmpty();
    }

    /** The most that a page holds: 100 chats with a last message of 8,000 characters of four bytes each. */
    @Test
    void theLargestPageIsAnswered() throws Exception {
        Map<String, Object> large = Map.of(
                "id",
                WITH_LUIS.get("id"),
                "type",
                "private",
                "participants",
                List.of(ANA, LUIS),
                "seq",
                7,
                "lastMessage",
                Map.of("content", "🚲".repeat(8_000)));
        CHATS.answers(Map.of("items", Collections.nCopies(100, large)));
        assertThat(fields(ask("GET", "/chats?limit=100").path("items"), "blocked"))
                .hasSize(100)
                .containsOnly("true");
    }

    private static List<String> fields(JsonNode items, String field) {
        Function<JsonNode, String> text =
                item -> item.has(field) ? item.path(field).asString() : "";
        return items.valueStream().map(text).toList();
    }

    private static JsonNode ask(String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + GATEWAY.port() + path))
                .header("Authorization", "Bearer " + TestTokens.of(ANA))
                .method(method, BodyPublishers.ofString("{}"))
                .build();
        HttpResponse<byte[]> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
        return Json.MAPPER.readTree(response.body());
    }
}
