package io.livemarket.loadtest.messages;

import io.livemarket.loadtest.users.UserAccount;
import io.livemarket.loadtest.wire.Json;

/** Hears what the people who write are told beside their messages; called on the event loop of their sockets. */
@FunctionalInterface
public interface OtherEvents {

    /** Nobody listens. */
    OtherEvents IGNORED = (_, _) -> {};

    /** An event came to a socket of that user; {@code arguments} is the array that starts with its name. */
    void heard(UserAccount user, Json arguments);
}
