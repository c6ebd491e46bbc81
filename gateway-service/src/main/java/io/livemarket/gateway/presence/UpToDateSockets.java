package io.livemarket.gateway.presence;

import io.livemarket.gateway.delivery.FrameSink;
import java.util.UUID;
import java.util.function.Consumer;

/** Finds the sockets of the users who are connected here. */
public interface UpToDateSockets {

    /** Whether this user has any. */
    boolean has(UUID userId);

    /** Hands over the way to each socket of a user that is up to date. */
    void forEachSink(UUID userId, Consumer<FrameSink> action);
}
