package io.livemarket.socketio;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;

/** A client that is connected to a namespace. Every method may be called from any thread; none blocks. */
public interface Socket {

    /** A random id, which is not the id of the transport: safe to log and to show. */
    String id();

    String namespace();

    /** The object that the {@link ConnectHandler} attached. */
    @Nullable
    Object attachment();

    /**
     * The attachment as a {@code type}.
     *
     * @throws ClassCastException when the socket has no attachment of that type
     */
    default <T> T attachment(Class<T> type) {
        Object attached = attachment();
        if (!type.isInstance(attached)) {
            throw new ClassCastException("The attachment is no " + type.getName());
        }
        return type.cast(attached);
    }

    boolean isConnected();

    /** The present transport. */
    TransportKind transport();

    /** Events received so far, malformed ones included. */
    long eventsReceived();

    /**
     * The frames that wait for the client to read. A sender of much data can pause by it before the queue overflows.
     */
    int queuedFrames();

    /** The bytes of the frames that wait for the client to read. */
    int queuedBytes();

    /**
     * Queues an event for the client.
     *
     * @return false when the socket is disconnected, or is disconnected now because its queue is full
     */
    boolean emit(EncodedEvent event);

    /**
     * Queues an event of one argument, given as JSON in UTF-8. For many sockets, encode the event once instead.
     *
     * @return as {@link #emit(EncodedEvent)}
     */
    default boolean emit(String event, byte[] jsonPayload) {
        return emit(EncodedEvent.of(event, jsonPayload));
    }

    /**
     * Emits an event and awaits the client's answer.
     *
     * @return the arguments of the answer; fails with a {@link java.util.concurrent.TimeoutException} when the client
     *     does not answer in time, and with a {@link java.util.concurrent.CancellationException} when the socket is
     *     disconnected. It completes in the order of the session
     */
    CompletionStage<ArrayNode> emitWithAck(EncodedEvent event, Duration timeout);

    /**
     * Disconnects the client from this namespace, after the events that were emitted before. Clients do not reconnect
     * by themselves afterwards.
     *
     * @param closeTransport whether to end the whole session as well
     */
    void disconnect(boolean closeTransport);

    /** Runs a task in the order of the session's callbacks, never concurrently with one. */
    void execute(Runnable task);
}
