package io.livemarket.gateway.services;

import io.livemarket.gateway.services.ChatReads.Answer;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.net.URI;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/** Asks single instances of services for what an operator wants to know, with the operator's own token. */
public final class OperatorCalls {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final byte[] NOTHING = {};

    private final HttpClient http;

    public OperatorCalls(HttpClient http) {
        this.http = http.responseTimeout(PATIENCE);
    }

    /**
     * The answer to a GET, whatever its status; fails when there is none.
     *
     * @param authorization the header, as the operator's token makes it
     */
    public Mono<Answer> get(URI address, String authorization) {
        return http.headers(headers -> headers.set(HttpHeaderNames.AUTHORIZATION, authorization))
                .get().uri(address.toString())
                .responseSingle((response, body) -> body.asByteArray().defaultIfEmpty(NOTHING)
                        .map(bytes -> new Answer(response.status().code(), bytes)))
                .timeout(PATIENCE);
    }
}
