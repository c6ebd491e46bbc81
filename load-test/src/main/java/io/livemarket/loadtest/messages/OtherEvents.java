package io.livemarket.loadtest.messages;

import io.livemarket.loadtest.users.UserAccount;
import io.livemarket.loadtest.wire.Json;

/** Receives the events that writers' sockets get beside messages; called on the event loop of those sockets. */
@FunctionalInterface
public interface OtherEvents {

    /** Ignores all events. */
    OtherEvents IGNORED = (_, _) -> {};

    /**
     * An event came to a socket of that user.
     *
     * @param arguments the array that starts with the event's name
     */
    void heard(UserAccount user, Json arguments);
}
