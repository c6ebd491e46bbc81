package io.livemarket.gateway.delivery;

import java.util.UUID;
import java.util.function.Consumer;

/** Finds the inboxes of the users who are connected here. */
public interface Inboxes {

    /** Whether this user has any. */
    boolean has(UUID userId);

    /** Hands over each inbox of a user. */
    void forEach(UUID userId, Consumer<Inbox> action);
}
