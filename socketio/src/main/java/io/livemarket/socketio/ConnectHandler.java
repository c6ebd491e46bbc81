package io.livemarket.socketio;

import java.util.concurrent.CompletionStage;

/** Decides who may connect to a namespace. Called in the session's order, on an event loop: it must not block. */
@FunctionalInterface
public interface ConnectHandler {

    /**
     * Decides about one CONNECT packet. The stage may complete on any thread; until then no event of the client is
     * served. A stage that fails refuses the client with the message {@code Internal error}. The connect timeout runs
     * on meanwhile.
     */
    CompletionStage<ConnectDecision> onConnect(Handshake handshake);
}
