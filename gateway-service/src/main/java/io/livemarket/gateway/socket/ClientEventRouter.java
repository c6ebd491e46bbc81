package io.livemarket.gateway.socket;

import io.livemarket.gateway.requests.ClientEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Hands each client event to the one feature that takes it. */
final class ClientEventRouter {

    /** By ordinal of the event. */
    private final List<ClientEventHandler> handlers;

    /** @throws IllegalArgumentException when a client event does not have exactly one handler */
    ClientEventRouter(List<FeatureHandler> features) {
        handlers = Arrays.stream(ClientEvent.values())
                .map(event -> handlerOf(event, features))
                .toList();
    }

    private static ClientEventHandler handlerOf(ClientEvent event, List<FeatureHandler> features) {
        List<ClientEventHandler> found = features.stream()
                .flatMap(feature -> feature.handlers().entrySet().stream())
                .filter(handler -> handler.getKey() == event)
                .map(Map.Entry::getValue)
                .toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException(event + " has " + found.size() + " handlers");
        }
        return found.getFirst();
    }

    /** @throws io.livemarket.gateway.requests.InvalidRequest when the payload does not have the event's shape */
    void handle(ClientEvent event, ClientSession session, JsonNode payload, Reply reply) {
        handlers.get(event.ordinal()).handle(session, payload, reply);
    }
}
