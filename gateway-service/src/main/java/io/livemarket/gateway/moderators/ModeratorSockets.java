package io.livemarket.gateway.moderators;

import io.livemarket.gateway.delivery.FrameSink;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Finds the sockets here whose present token has the role of moderators. Safe for use from any thread; nothing blocks.
 */
public interface ModeratorSockets {

    /** Hands over each of the sockets, but for those of one user. */
    void forEachModeratorBut(UUID user, Consumer<FrameSink> action);
}
