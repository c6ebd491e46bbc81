package io.livemarket.gateway.services;

import io.livemarket.gateway.services.ChatReads.Answer;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.net.URI;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/** Queries single instances of services for an operator, with the operator's own token. */
public final class OperatorCalls {

    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient http;

    public OperatorCalls(HttpClient http) {
        this.http = http.responseTimeout(RESPONSE_TIMEOUT);
    }

    /**
     * The body of the answer to a GET; fails when there is no answer or its status is not 200.
     *
     * @param authorization the value of the header
     */
    public Mono<byte[]> get(URI address, String authorization) {
        return http.headers(headers -> headers.set(HttpHeaderNames.AUTHORIZATION, authorization))
                .get()
                .uri(address.toString())
                .responseSingle(ChatReads::answer)
                .map(OperatorCalls::body)
                .timeout(RESPONSE_TIMEOUT);
    }

    private static byte[] body(Answer answer) {
        if (!answer.isOk()) {
            throw new IllegalStateException("HTTP " + answer.status());
        }
        return answer.body();
    }
}
