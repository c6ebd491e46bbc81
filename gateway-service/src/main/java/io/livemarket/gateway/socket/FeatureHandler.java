package io.livemarket.gateway.socket;

import io.livemarket.gateway.requests.ClientEvent;
import java.util.Map;

/** Answers the client events of one feature. Every client event belongs to exactly one feature. */
interface FeatureHandler {

    /** The client events of this feature, each with its handler. */
    Map<ClientEvent, ClientEventHandler> handlers();
}
