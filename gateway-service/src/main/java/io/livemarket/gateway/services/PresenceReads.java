package io.livemarket.gateway.services;

import io.livemarket.gateway.config.ServiceName;
import io.livemarket.gateway.services.ChatReads.Answer;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;

/**
 * Reads from presence-service for a user, with that user's own token. A failed future means that there was no answer.
 */
public final class PresenceReads {

    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(5);

    private final ServiceAddresses addresses;
    private final HttpClient http;

    public PresenceReads(ServiceAddresses addresses, HttpClient http) {
        this.addresses = addresses;
        this.http = http.responseTimeout(RESPONSE_TIMEOUT);
    }

    /**
     * The statuses of the users in the body.
     *
     * @param authorization the value of the header
     */
    public CompletableFuture<Answer> statuses(String authorization, byte[] body) {
        return ChatReads.future(http.headers(headers -> headers.set(HttpHeaderNames.AUTHORIZATION, authorization)
                        .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                        .set(HttpHeaderNames.CONTENT_LENGTH, body.length))
                .post()
                .uri(addresses
                        .next(ServiceName.PRESENCE)
                        .resolve("/presence/query")
                        .toString())
                .send(ByteBufFlux.just(Unpooled.wrappedBuffer(body)))
                .responseSingle(ChatReads::answer));
    }
}
