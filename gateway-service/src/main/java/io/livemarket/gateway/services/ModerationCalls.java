package io.livemarket.gateway.services;

import io.livemarket.gateway.config.ServiceName;
import io.livemarket.gateway.services.ChatReads.Answer;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;

/**
 * Calls moderation-service for the user of a socket, with that user's own token. Answers arrive on a network thread; a
 * failed future means that there was no answer, although the call may have taken effect.
 */
public final class ModerationCalls {

    /** Longer than the time for which moderation-service awaits its own outcome. */
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(15);

    private static final byte[] NOTHING = {};

    private final ServiceAddresses addresses;
    private final HttpClient http;

    public ModerationCalls(ServiceAddresses addresses, HttpClient http) {
        this.addresses = addresses;
        this.http = http.responseTimeout(RESPONSE_TIMEOUT);
    }

    /** Blocks a user. Answered once no message of the blocked user is accepted any more. */
    public CompletableFuture<Answer> block(String token, UUID userId) {
        return call(HttpMethod.POST, "/users/" + userId + "/block", token, NOTHING);
    }

    public CompletableFuture<Answer> unblock(String token, UUID userId) {
        return call(HttpMethod.DELETE, "/users/" + userId + "/block", token, NOTHING);
    }

    /** @param body the JSON body of the request */
    public CompletableFuture<Answer> report(String token, UUID userId, byte[] body) {
        return call(HttpMethod.POST, "/users/" + userId + "/report", token, body);
    }

    private CompletableFuture<Answer> call(HttpMethod method, String path, String token, byte[] body) {
        return ChatReads.future(http.headers(headers -> {
                    headers.set(HttpHeaderNames.AUTHORIZATION, "Bearer " + token)
                            .set(HttpHeaderNames.CONTENT_LENGTH, body.length);
                    if (body.length > 0) {
                        headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json");
                    }
                })
                .request(method)
                .uri(addresses.next(ServiceName.MODERATION).resolve(path).toString())
                .send(ByteBufFlux.just(Unpooled.wrappedBuffer(body)))
                .responseSingle(ChatReads::answer));
    }
}
