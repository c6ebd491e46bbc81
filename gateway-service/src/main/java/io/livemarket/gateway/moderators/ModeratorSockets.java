package io.livemarket.gateway.moderators;

import io.livemarket.gateway.delivery.FrameSink;
import java.util.UUID;
import java.util.function.Consumer;

/** The connected sockets with the role of moderators in their present token. Thread-safe; nothing blocks. */
public interface ModeratorSockets {

    /** Passes each of the sockets to an action, except those of one user. */
    void forEachModeratorBut(UUID user, Consumer<FrameSink> action);
}
