package io.livemarket.socketio;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.node.ArrayNode;

/** A client that is connected to a namespace. Every method may be called from any thread; none blocks. */
public interface Socket {

    /** A random id, unknown to the transport; safe to log and to show. */
    String id();

    String namespace();

    /** What the {@link ConnectHandler} attached, or null. */
    Object attachment();

    /** The attachment as a {@code type}; throws ClassCastException when it is none. */
    default <T> T attachment(Class<T> type) {
        return type.cast(attachment());
    }

    boolean isConnected();

    /** The transport in use at the moment. */
    TransportKind transport();

    /** Events received so far, malformed ones included. */
    long eventsReceived();

    /**
     * Frames that wait for the client to read, for whoever has much to send and would rather pause than overflow the
     * queue.
     */
    int queuedFrames();

    /** Their bytes. */
    int queuedBytes();

    /**
     * Queues an event for the client.
     *
     * @return false when the socket is gone, or has just been disconnected because its queue was full
     */
    boolean emit(EncodedEvent event);

    /**
     * As {@link #emit(EncodedEvent)}, with one argument given as JSON in UTF-8. For many sockets encode it once
     * instead.
     */
    default boolean emit(String event, byte[] jsonPayload) {
        return emit(EncodedEvent.of(event, jsonPayload));
    }

    /**
     * Emits an event and waits for the client's answer.
     *
     * @return the answer's arguments; fails with a {@link java.util.concurrent.TimeoutException} when there was none in
     *     time, and with a {@link java.util.concurrent.CancellationException} when the socket is gone. It completes in
     *     the session's order
     */
    CompletionStage<ArrayNode> emitWithAck(EncodedEvent event, Duration timeout);

    /**
     * Disconnects the client from this namespace; what was emitted before is still sent. Clients do not reconnect by
     * themselves after this.
     *
     * @param closeTransport whether to end the whole session as well
     */
    void disconnect(boolean closeTransport);

    /** Runs a task in the order of the session's callbacks, never at the same time as one. */
    void execute(Runnable task);
}
