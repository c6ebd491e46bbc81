package io.livemarket.gateway.notifications;

import io.livemarket.socketio.EncodedEvent;
import java.util.UUID;

/** The sockets of the users who are connected here. Safe for use from any thread; nothing blocks. */
public interface UserSockets {

    /** Whether this user has any. */
    boolean has(UUID userId);

    /** Queues an event for each socket of a user. */
    void emit(UUID userId, EncodedEvent event);
}
