package io.livemarket.socketio;

import java.util.concurrent.CompletionStage;

/**
 * Decides which clients may connect to a namespace. Called in the order of the session, on an event loop: it must not
 * block.
 */
@FunctionalInterface
public interface ConnectHandler {

    /**
     * Decides about one CONNECT packet. The stage may complete on any thread; until then no event of the client is
     * handled. A failed stage refuses the client with the message {@code Internal error}. The connect timeout is not
     * paused.
     */
    CompletionStage<ConnectDecision> onConnect(Handshake handshake);
}
