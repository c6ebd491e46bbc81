package io.livemarket.gateway.services;

import io.livemarket.events.Json;
import io.livemarket.gateway.config.ServiceName;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;

/**
 * Reads from chat-service for the user of a socket, with that user's own token. Answers arrive on a network thread; a
 * failed future means that there was no answer.
 */
public final class ChatReads implements MissedReads.Reads {

    /** The part of the log that the read model must include: {@code partition:offset,…}. */
    public static final String MIN_OFFSETS = "X-LiveMarket-Min-Offsets";
    /** A longer header is not sent: servers refuse it, and only a chat-service of an earlier version needs it. */
    private static final int LONGEST_OFFSETS = 4_000;

    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(10);
    private static final byte[] NOTHING = {};

    private final ServiceAddresses addresses;
    private final HttpClient http;

    /** An answer of any status. */
    public record Answer(int status, byte[] body) {
        public boolean isOk() {
            return status == 200;
        }
    }

    public ChatReads(ServiceAddresses addresses, HttpClient http) {
        this.addresses = addresses;
        this.http = http.responseTimeout(RESPONSE_TIMEOUT);
    }

    /** The messages to the user that no device confirmed, up to a limit, as far as chat-service knows them now. */
    @Override
    public CompletableFuture<Answer> undelivered(String token, int limit, String minOffsets) {
        return get("/chats/undelivered?partial=true&limit=" + limit, token, minOffsets);
    }

    /** The unconfirmed messages to the user of each token, in the order of the tokens, up to a limit for each user. */
    @Override
    public CompletableFuture<Answer> undeliveredOfMany(List<String> tokens, int limit) {
        return post("/undelivered/query", tokens.getFirst(), Json.bytes(new Many(tokens, limit)), "");
    }

    private record Many(List<String> tokens, int limit) {}

    /** A page of a chat's messages. */
    public CompletableFuture<Answer> history(String token, UUID chatId, String query, String minOffsets) {
        return get("/chats/" + chatId + "/messages" + (query.isEmpty() ? "" : "?" + query), token, minOffsets);
    }

    /** One message in its present state. */
    public CompletableFuture<Answer> message(String token, UUID chatId, UUID messageId) {
        return get("/chats/" + chatId + "/messages/" + messageId, token, "");
    }

    /** One offer in its present state. */
    public CompletableFuture<Answer> offer(String token, UUID chatId, UUID offerId) {
        return get("/chats/" + chatId + "/offers/" + offerId, token, "");
    }

    /** The changes since the versions in the body. */
    public CompletableFuture<Answer> sync(String token, byte[] body, String minOffsets) {
        return post("/chats/sync", token, body, minOffsets);
    }

    private CompletableFuture<Answer> post(String path, String token, byte[] body, String minOffsets) {
        return future(http.headers(headers -> describe(headers, token, minOffsets)
                        .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                        .set(HttpHeaderNames.CONTENT_LENGTH, body.length))
                .post()
                .uri(addresses.next(ServiceName.CHAT).resolve(path).toString())
                .send(ByteBufFlux.just(Unpooled.wrappedBuffer(body)))
                .responseSingle(ChatReads::answer));
    }

    private CompletableFuture<Answer> get(String path, String token, String minOffsets) {
        return future(http.headers(headers -> describe(headers, token, minOffsets))
                .get()
                .uri(addresses.next(ServiceName.CHAT).resolve(path).toString())
                .responseSingle(ChatReads::answer));
    }

    private static HttpHeaders describe(HttpHeaders headers, String token, String minOffsets) {
        headers.set(HttpHeaderNames.AUTHORIZATION, "Bearer " + token);
        if (!minOffsets.isEmpty() && minOffsets.length() <= LONGEST_OFFSETS) {
            headers.set(MIN_OFFSETS, minOffsets);
        }
        return headers;
    }

    /** A call as a future. */
    @SuppressWarnings("NullAway") // Only an empty Mono gives null, and a response always makes an answer.
    static CompletableFuture<Answer> future(Mono<Answer> call) {
        return call.toFuture();
    }

    /** Reads the answer of a service, of any status. */
    static Mono<Answer> answer(HttpClientResponse response, ByteBufMono body) {
        return body.asByteArray()
                .defaultIfEmpty(NOTHING)
                .map(bytes -> new Answer(response.status().code(), bytes));
    }
}
