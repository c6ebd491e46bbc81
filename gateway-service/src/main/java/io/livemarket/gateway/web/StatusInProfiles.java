package io.livemarket.gateway.web;

import io.livemarket.events.Json;
import io.livemarket.gateway.services.ChatReads.Answer;
import io.livemarket.gateway.services.PresenceReads;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.cloud.gateway.filter.factory.rewrite.RewriteFunction;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Adds the status that presence-service knows to a user in an answer of auth-service, as far as the caller may see it.
 * While presence-service is unavailable the answer to a GET stays unchanged, and the answer to a change, which a client
 * shows as the newest, has no status.
 */
@Component
class StatusInProfiles implements RewriteFunction<byte[], byte[]> {

    private static final String STATUS = "status";

    private final PresenceReads presence;

    StatusInProfiles(PresenceReads presence) {
        this.presence = presence;
    }

    @Override
    public Publisher<byte[]> apply(ServerWebExchange exchange, byte @Nullable [] body) {
        String authorization = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        if (body == null) {
            return Mono.empty();
        }
        ObjectNode user = HttpStatus.OK.equals(exchange.getResponse().getStatusCode()) ? read(body) : null;
        if (user == null || authorization == null || !user.path("id").isString() || !user.has(STATUS)) {
            return Mono.just(body);
        }
        byte[] query = Json.bytes(Map.of("userIds", List.of(user.path("id"))));
        byte[] unknown = HttpMethod.PUT.equals(exchange.getRequest().getMethod())
                ? Json.bytes(user.deepCopy().without(STATUS))
                : body;
        return Mono.fromFuture(presence.statuses(authorization, query))
                .filter(Answer::isOk)
                .map(answer -> withStatus(user, answer))
                .onErrorReturn(unknown)
                .defaultIfEmpty(unknown);
    }

    private static byte[] withStatus(ObjectNode user, Answer answer) {
        return Json.bytes(user.set(STATUS, statusOf(answer.body())));
    }

    private static JsonNode statusOf(byte[] answer) {
        return Json.MAPPER.readTree(answer).path("statuses").required(0).required(STATUS);
    }

    private static @Nullable ObjectNode read(byte[] body) {
        try {
            return Json.MAPPER.readTree(body) instanceof ObjectNode user ? user : null;
        } catch (JacksonException e) {
            return null; // Not a user; passed on unchanged.
        }
    }
}
