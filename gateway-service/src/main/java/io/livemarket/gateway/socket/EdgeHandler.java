package io.livemarket.gateway.socket;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.gateway.requests.ClientEvent;
import java.util.Map;

/** Refuses the events that no other feature takes. */
final class EdgeHandler implements FeatureHandler {

    @Override
    public Map<ClientEvent, ClientEventHandler> handlers() {
        return Map.of(ClientEvent.UNKNOWN, (_, _, reply) -> reply.refuse(ErrorCode.UNKNOWN_EVENT));
    }
}
