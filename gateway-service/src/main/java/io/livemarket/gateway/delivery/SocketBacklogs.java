package io.livemarket.gateway.delivery;

import java.util.UUID;
import java.util.function.Consumer;

/** Finds the backlogs of connected users. */
public interface SocketBacklogs {

    /** Whether the user has a connected socket. */
    boolean has(UUID userId);

    /** Passes each backlog of a user to an action. */
    void forEach(UUID userId, Consumer<SocketBacklog> action);
}
