package io.livemarket.gateway.presence;

import io.livemarket.gateway.delivery.FrameSink;
import java.util.UUID;
import java.util.function.Consumer;

/** The sockets of connected users that have received their missed messages. Thread-safe. */
public interface UpToDateSockets {

    /** Whether the user has a connected socket, up to date or not. */
    boolean has(UUID userId);

    /** Passes each socket of a user that is up to date to an action. */
    void forEachSink(UUID userId, Consumer<FrameSink> action);
}
