package io.livemarket.gateway.services;

import io.livemarket.gateway.config.ServiceName;
import io.livemarket.gateway.services.ChatReads.Answer;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import reactor.netty.http.client.HttpClient;

/**
 * Reads which users a user blocks and which chats the user mutes, with that user's own token. A failed future means
 * that there was no answer.
 */
public final class OwnSettings {

    /** Shorter than the time for which a client waits for the answer that includes these settings. */
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(3);

    private final ServiceAddresses addresses;
    private final HttpClient http;

    public OwnSettings(ServiceAddresses addresses, HttpClient http) {
        this.addresses = addresses;
        this.http = http.responseTimeout(RESPONSE_TIMEOUT);
    }

    /** {@code {items: [{userId, blockedAt}]}}. */
    public CompletableFuture<Answer> blocks(String authorization) {
        return get(ServiceName.MODERATION, "/users/me/blocks", authorization);
    }

    /** {@code {preferences, mutedChats: [{chatId, until}]}}. */
    public CompletableFuture<Answer> preferences(String authorization) {
        return get(ServiceName.NOTIFICATION, "/notifications/preferences", authorization);
    }

    private CompletableFuture<Answer> get(ServiceName service, String path, String authorization) {
        return ChatReads.future(http.headers(headers -> headers.set(HttpHeaderNames.AUTHORIZATION, authorization))
                .get()
                .uri(addresses.next(service).resolve(path).toString())
                .responseSingle(ChatReads::answer));
    }
}
