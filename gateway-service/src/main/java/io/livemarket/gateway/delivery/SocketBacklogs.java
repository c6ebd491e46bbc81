package io.livemarket.gateway.delivery;

import java.util.UUID;
import java.util.function.Consumer;

/** Finds the backlogs of the users who are connected here. */
public interface SocketBacklogs {

    /** Whether this user has any. */
    boolean has(UUID userId);

    /** Hands over each backlog of a user. */
    void forEach(UUID userId, Consumer<SocketBacklog> action);
}
