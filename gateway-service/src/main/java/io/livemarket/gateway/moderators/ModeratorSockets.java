package io.livemarket.gateway.moderators;

import io.livemarket.gateway.delivery.Outlet;
import java.util.UUID;
import java.util.function.Consumer;

/** Finds the sockets here whose present token has the role of moderators. Safe for use from any thread; nothing blocks. */
public interface ModeratorSockets {

    /** Hands over the way to each of them, but for those of one user. */
    void forEachModeratorBut(UUID user, Consumer<Outlet> action);
}
