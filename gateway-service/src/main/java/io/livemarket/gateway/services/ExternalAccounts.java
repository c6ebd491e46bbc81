package io.livemarket.gateway.services;

import io.livemarket.gateway.config.ServiceName;
import io.livemarket.gateway.services.ChatReads.Answer;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import reactor.netty.http.client.HttpClient;

/**
 * Asks auth-service to register the user of an external token, with that token. A failed future means that there was no
 * answer.
 */
public final class ExternalAccounts {

    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(5);

    private final ServiceAddresses addresses;
    private final HttpClient http;

    public ExternalAccounts(ServiceAddresses addresses, HttpClient http) {
        this.addresses = addresses;
        this.http = http.responseTimeout(RESPONSE_TIMEOUT);
    }

    /** Registers the user; 204 once the account exists. */
    public CompletableFuture<Answer> register(String token) {
        return ChatReads.future(http.headers(headers -> headers.set(HttpHeaderNames.AUTHORIZATION, "Bearer " + token)
                        .set(HttpHeaderNames.CONTENT_LENGTH, 0))
                .post()
                .uri(addresses
                        .next(ServiceName.AUTH)
                        .resolve("/auth/external-account")
                        .toString())
                .responseSingle(ChatReads::answer));
    }
}
