package io.livemarket.socketio;

/**
 * Told about everything worth counting. Called from event loops, often: implementations must be cheap and not throw.
 */
public interface SocketIoMetrics {

    default void sessionOpened(TransportKind transport) {}

    default void sessionUpgraded() {}

    default void sessionClosed(DisconnectReason reason) {}

    /** A request was refused before it had a session; the code is Engine.IO's, or an HTTP status from 400. */
    default void requestRefused(int code) {}

    default void socketConnected() {}

    default void socketRefused() {}

    default void framesReceived(int frames, int bytes) {}

    /** Frames were handed to the network. */
    default void framesSent(int frames, int bytes) {}

    /** Frames were thrown away because their session ended, or its queue was full. */
    default void framesDropped(int frames) {}

    /** A listener or handler threw. */
    default void callbackFailed() {}
}
