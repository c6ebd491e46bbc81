package io.livemarket.gateway.notifications;

import io.livemarket.socketio.EncodedEvent;
import java.util.UUID;

/** The sockets of connected users. Thread-safe; nothing blocks. */
public interface UserSockets {

    /** Whether the user has a connected socket. */
    boolean has(UUID userId);

    /** Queues an event for each socket of a user. */
    void emit(UUID userId, EncodedEvent event);
}
