package io.livemarket.gateway.socket;

import io.livemarket.gateway.requests.ClientEvent;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Hands each client event to the one feature that takes it. */
final class ClientEventRouter {

    private final Map<ClientEvent, ClientEventHandler> handlers = new EnumMap<>(ClientEvent.class);

    /** @throws IllegalArgumentException when a client event has no handler, or more than one */
    ClientEventRouter(List<FeatureHandler> features) {
        for (FeatureHandler feature : features) {
            feature.handlers().forEach((event, handler) -> {
                if (handlers.put(event, handler) != null) {
                    throw new IllegalArgumentException(event + " has more than one handler");
                }
            });
        }
        for (ClientEvent event : ClientEvent.values()) {
            if (!handlers.containsKey(event)) {
                throw new IllegalArgumentException(event + " has no handler");
            }
        }
    }

    /** @throws io.livemarket.gateway.requests.InvalidRequest when the payload does not have the event's shape */
    void handle(ClientEvent event, ClientSession session, JsonNode payload, Reply reply) {
        handlers.get(event).handle(session, payload, reply);
    }
}
