package io.livemarket.gateway.web;

import io.livemarket.events.Json;
import io.livemarket.gateway.services.ChatReads.Answer;
import io.livemarket.gateway.services.OwnSettings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.cloud.gateway.filter.factory.rewrite.RewriteFunction;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Adds to the chats in an answer of chat-service whether the caller blocks the other participant of a private chat
 * ({@code blocked}) and mutes the chat ({@code muted}, {@code mutedUntil}). Settings that a service does not answer are
 * left out.
 */
@Component
class OwnSettingsInChats implements RewriteFunction<byte[], byte[]> {

    private static final String PARTICIPANTS = "participants";

    private final OwnSettings settings;

    OwnSettingsInChats(OwnSettings settings) {
        this.settings = settings;
    }

    @Override
    public Publisher<byte[]> apply(ServerWebExchange exchange, byte @Nullable [] body) {
        if (body == null) {
            return Mono.empty();
        }
        String authorization = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        if (authorization == null || status == null || !status.is2xxSuccessful()) {
            return Mono.just(body);
        }
        JsonNode answer = read(body);
        List<ObjectNode> chats = chatsIn(answer);
        return chats.isEmpty()
                ? Mono.just(body)
                : complete(chats, authorization).map(_ -> Json.bytes(answer));
    }

    /** Adds the settings to the chats, and gives the chats. */
    private Mono<List<ObjectNode>> complete(List<ObjectNode> chats, String authorization) {
        Mono<JsonNode> blocks = chats.stream().anyMatch(OwnSettingsInChats::isPrivate)
                ? ask(() -> settings.blocks(authorization))
                : Mono.just(MissingNode.getInstance());
        return Mono.zip(blocks, ask(() -> settings.preferences(authorization))).map(both -> {
            putBlocks(chats, both.getT1().path("items"));
            putMutes(chats, both.getT2().path("mutedChats"));
            return chats;
        });
    }

    /** The JSON of an answer; missing where there is no answer. */
    private static Mono<JsonNode> ask(Supplier<CompletableFuture<Answer>> question) {
        return Mono.defer(() -> Mono.fromFuture(question.get()))
                .filter(Answer::isOk)
                .map(answer -> Json.MAPPER.readTree(answer.body()))
                .onErrorReturn(MissingNode.getInstance())
                .defaultIfEmpty(MissingNode.getInstance());
    }

    private static void putBlocks(List<ObjectNode> chats, JsonNode blocks) {
        if (!blocks.isArray()) {
            return;
        }
        Set<String> blocked = new HashSet<>();
        blocks.forEach(block -> blocked.add(block.path("userId").asString()));
        chats.stream()
                .filter(OwnSettingsInChats::isPrivate)
                .forEach(chat -> chat.put(
                        "blocked",
                        chat.path(PARTICIPANTS)
                                .valueStream()
                                .anyMatch(participant -> blocked.contains(participant.asString()))));
    }

    private static void putMutes(List<ObjectNode> chats, JsonNode mutes) {
        if (!mutes.isArray()) {
            return;
        }
        Map<String, JsonNode> muted = new HashMap<>();
        mutes.forEach(mute -> muted.put(mute.path("chatId").asString(), mute.path("until")));
        for (ObjectNode chat : chats) {
            JsonNode until = muted.get(chat.path("id").asString());
            chat.put("muted", until != null);
            if (until != null && until.isString()) {
                chat.set("mutedUntil", until);
            }
        }
    }

    /** The chats in an answer: one chat, or the items of a page. */
    private static List<ObjectNode> chatsIn(JsonNode answer) {
        Stream<JsonNode> found =
                answer.path("items").isArray() ? answer.path("items").valueStream() : Stream.of(answer);
        return found.filter(node -> node.path(PARTICIPANTS).isArray())
                .map(ObjectNode.class::cast)
                .toList();
    }

    private static boolean isPrivate(JsonNode chat) {
        return chat.path("type").asString().equals("private");
    }

    private static JsonNode read(byte[] body) {
        try {
            return Json.MAPPER.readTree(body);
        } catch (JacksonException e) {
            return MissingNode.getInstance(); // Not a chat; passed on unchanged.
        }
    }
}
