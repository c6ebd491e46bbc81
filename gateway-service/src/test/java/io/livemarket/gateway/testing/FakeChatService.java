package io.livemarket.gateway.testing;

import com.sun.net.httpserver.HttpExchange;
import io.livemarket.events.Json;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.errors.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/** chat-service's REST reads, over a read model that is as late as a test wants it. */
public final class FakeChatService extends FakeService {

    private final FakeReadModel model;
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile boolean down;

    public FakeChatService(FakeReadModel model) {
        super("chat");
        this.model = model;
    }

    /** Answers 503 to everything until told otherwise. */
    public void down(boolean nowDown) {
        down = nowDown;
    }

    /** How often it answered that the read model is behind. */
    public int refusals() {
        return refusals.get();
    }

    private record Page(List<MessageSent> items, boolean hasMore) {}

    @Override
    protected void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean read = path.equals("/chats/undelivered") || path.equals("/chats/sync") || path.endsWith("/messages");
        if (!read || exchange.getRequestMethod().equals("PUT")) {
            super.handle(exchange);
            return;
        }
        String minOffsets = exchange.getRequestHeaders().getFirst("X-LiveMarket-Min-Offsets");
        if (down || !model.reaches(minOffsets)) {
            refusals.incrementAndGet();
            problem(exchange, ErrorCode.UNAVAILABLE);
            return;
        }
        UUID user = caller(exchange);
        if (path.equals("/chats/undelivered")) {
            int limit = Integer.parseInt(exchange.getRequestURI().getQuery().replace("limit=", ""));
            List<MessageSent> all = model.undelivered(user);
            exchange.getResponseHeaders().set("X-LiveMarket-Offsets", model.offsets());
            page(exchange, new Page(all.subList(0, Math.min(limit, all.size())), all.size() > limit));
        } else if (path.equals("/chats/sync")) {
            sync(exchange, user);
        } else {
            UUID chatId = UUID.fromString(path.split("/")[2]);
            if (model.isIn(chatId, user)) {
                page(exchange, new Page(model.messages(chatId), false));
            } else {
                problem(exchange, ErrorCode.NOT_A_PARTICIPANT);
            }
        }
    }

    private void sync(HttpExchange exchange, UUID user) throws IOException {
        JsonNode asked = Json.read(exchange.getRequestBody().readAllBytes(), JsonNode.class).get("chats");
        List<Map<String, Object>> chats = model.chatsOf(user).stream()
                .filter(chatId -> !asked.has(chatId.toString()) || asked.get(chatId.toString()).longValue() == 0)
                .map(chatId -> Map.<String, Object>of("chatId", chatId, "messages", model.messages(chatId)))
                .toList();
        answer(exchange, 200, new String(Json.bytes(Map.of("chats", chats)), StandardCharsets.UTF_8));
    }

    private static void page(HttpExchange exchange, Page page) throws IOException {
        answer(exchange, 200, new String(Json.bytes(page), StandardCharsets.UTF_8));
    }

    /** By the token, which the gateway must have passed on as it is; the tests of auth-service check signatures. */
    private static UUID caller(HttpExchange exchange) {
        String token = exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length());
        byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
        return UUID.fromString(Json.read(claims, JsonNode.class).get("sub").stringValue());
    }
}
