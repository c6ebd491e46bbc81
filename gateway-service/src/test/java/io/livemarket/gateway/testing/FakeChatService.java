package io.livemarket.gateway.testing;

import com.sun.net.httpserver.HttpExchange;
import io.livemarket.events.Ids;
import io.livemarket.events.Json;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.read.TopicPositions;
import io.livemarket.kit.testing.MarketplaceIssuer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/** chat-service's REST reads, over a read model that is as late as a test wants it. */
public final class FakeChatService extends FakeService {

    private final FakeReadModel model;
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicInteger asksOfMany = new AtomicInteger();
    private volatile boolean down;

    public FakeChatService(FakeReadModel model) {
        super("chat");
        this.model = model;
    }

    /** Answers 503 to every request until it is reset. */
    public void down(boolean nowDown) {
        down = nowDown;
    }

    /** The number of requests for the missed messages of several users. */
    public int refusals() {
        return refusals.get();
    }

    /** How often it was asked what several users missed. */
    public int asksOfMany() {
        return asksOfMany.get();
    }

    private record Page(List<MessageSent> items, boolean hasMore) {}

    private record Undelivered(List<MessageSent> items, boolean hasMore, List<Long> applied, Map<Integer, Long> upTo) {}

    @Override
    protected void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean read = path.equals("/chats/undelivered")
                || path.equals("/undelivered/query")
                || path.equals("/chats/sync")
                || path.endsWith("/messages")
                || path.matches("/chats/[^/]+/messages/[^/]+")
                        && exchange.getRequestMethod().equals("GET");
        if (!read || exchange.getRequestMethod().equals("PUT")) {
            super.handle(exchange);
            return;
        }
        Map<String, String> query = query(exchange);
        String minOffsets = exchange.getRequestHeaders().getFirst("X-LiveMarket-Min-Offsets");
        boolean partial = path.equals("/undelivered/query")
                || path.equals("/chats/undelivered") && Boolean.parseBoolean(query.get("partial"));
        if (minOffsets != null && TopicPositions.parse(minOffsets).isEmpty()) {
            problem(exchange, ErrorCode.INVALID_REQUEST);
            return;
        }
        if (down || (!partial && !reached(minOffsets))) {
            refusals.incrementAndGet();
            problem(exchange, ErrorCode.UNAVAILABLE);
            return;
        }
        UUID user = caller(exchange);
        if (path.equals("/chats/undelivered")) {
            undelivered(exchange, user, Integer.parseInt(query.getOrDefault("limit", "1000")));
        } else if (path.equals("/undelivered/query")) {
            undeliveredOfMany(exchange);
        } else if (path.equals("/chats/sync")) {
            sync(exchange, user);
        } else {
            String[] steps = path.split("/");
            UUID chatId = UUID.fromString(steps[2]);
            if (steps.length == 5 && model.isIn(chatId, user)) {
                message(exchange, chatId, UUID.fromString(steps[4]));
            } else if (model.isIn(chatId, user)) {
                page(exchange, new Page(model.messages(chatId).reversed(), false));
            } else {
                problem(exchange, ErrorCode.CHAT_NOT_FOUND);
            }
        }
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new HashMap<>();
        String text = exchange.getRequestURI().getQuery();
        for (String pair : text == null ? new String[0] : text.split("&")) {
            query.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return query;
    }

    private void undelivered(HttpExchange exchange, UUID user, int limit) throws IOException {
        awaitWritten();
        answer(
                exchange,
                200,
                new String(Json.bytes(undelivered(user, limit, model.applied())), StandardCharsets.UTF_8));
    }

    private void undeliveredOfMany(HttpExchange exchange) throws IOException {
        asksOfMany.incrementAndGet();
        JsonNode asked = Json.read(exchange.getRequestBody().readAllBytes(), JsonNode.class);
        awaitWritten();
        List<Long> applied = model.applied();
        List<Map<String, Object>> answers = new ArrayList<>();
        asked.path("tokens")
                .forEach(token ->
                        answers.add(ofOne(token.asString(), asked.path("limit").asInt(), applied)));
        answer(exchange, 200, new String(Json.bytes(Map.of("answers", answers)), StandardCharsets.UTF_8));
    }

    private Map<String, Object> ofOne(String token, int limit, List<Long> applied) {
        try {
            return Map.of("missed", undelivered(user(token), limit, applied));
        } catch (IllegalArgumentException e) {
            return Map.of("code", ErrorCode.TOKEN_INVALID.code());
        }
    }

    private Undelivered undelivered(UUID user, int limit, List<Long> applied) {
        List<MessageSent> all = model.undelivered(user);
        List<MessageSent> items = all.subList(0, Math.min(limit, all.size()));
        return new Undelivered(items, all.size() > limit, applied, model.upTo(items));
    }

    private void awaitWritten() {
        try {
            model.awaitWritten();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean reached(String minOffsets) {
        try {
            return model.awaitReached(minOffsets);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void sync(HttpExchange exchange, UUID user) throws IOException {
        JsonNode asked = Json.read(exchange.getRequestBody().readAllBytes(), JsonNode.class)
                .get("chats");
        List<Map<String, Object>> chats = model.chatsOf(user).stream()
                .filter(chatId ->
                        model.version(chatId) > asked.path(chatId.toString()).asLong(0))
                .map(chatId -> sync(chatId, !asked.has(chatId.toString())))
                .toList();
        answer(exchange, 200, new String(Json.bytes(Map.of("chats", chats)), StandardCharsets.UTF_8));
    }

    private Map<String, Object> sync(UUID chatId, boolean isNew) {
        Map<String, Object> sync = new HashMap<>(Map.of(
                "chatId",
                chatId,
                "version",
                model.version(chatId),
                "complete",
                true,
                "seq",
                model.messages(chatId).size(),
                "messages",
                model.messages(chatId)));
        if (isNew) {
            ChatOpened opened = model.opened(chatId);
            sync.putAll(Map.of(
                    "type",
                    opened.type(),
                    "participants",
                    opened.participants(),
                    "createdBy",
                    opened.createdBy(),
                    "createdAt",
                    opened.createdAt()));
        }
        return sync;
    }

    private void message(HttpExchange exchange, UUID chatId, UUID messageId) throws IOException {
        awaitWritten();
        Map<String, Object> message = model.message(chatId, messageId);
        if (message.isEmpty()) {
            problem(exchange, ErrorCode.MESSAGE_NOT_FOUND);
        } else {
            answer(exchange, 200, new String(Json.bytes(message), StandardCharsets.UTF_8));
        }
    }

    private static void page(HttpExchange exchange, Page page) throws IOException {
        answer(exchange, 200, new String(Json.bytes(page), StandardCharsets.UTF_8));
    }

    /** By the token, which the gateway must have passed on as it is; the tests of auth-service check signatures. */
    private static UUID caller(HttpExchange exchange) {
        return user(exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length()));
    }

    private static UUID user(String token) {
        byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
        String subject = Json.read(claims, JsonNode.class).get("sub").stringValue();
        return Ids.parse(subject).orElseGet(() -> MarketplaceIssuer.idOf(subject));
    }
}
