package io.livemarket.socketio;

/**
 * Is notified of everything that is worth counting. Called often, and on event loops: implementations must be cheap and
 * must not throw.
 */
public interface SocketIoMetrics {

    default void sessionOpened(TransportKind transport) {}

    default void sessionUpgraded() {}

    default void sessionClosed(DisconnectReason reason) {}

    /**
     * A request was refused before it had a session.
     *
     * @param code Engine.IO's code, or an HTTP status from 400
     */
    default void requestRefused(int code) {}

    default void socketConnected() {}

    default void socketRefused() {}

    default void framesReceived(int frames, int bytes) {}

    /** Frames were handed to the network. */
    default void framesSent(int frames, int bytes) {}

    /** Frames were dropped because their session ended, or its queue was full. */
    default void framesDropped(int frames) {}

    /** A listener or handler threw. */
    default void callbackFailed() {}
}
