package io.livemarket.notification.push;

import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Whose push is sent next: so many requests are under way, few of them for one user, and a push that waits to be tried
 * again holds none of them. Devices that answer late or never delay their own user's pushes, and no others.
 * Thread-safe.
 */
final class PushTurns {

    private final Semaphore sending;
    private final int perUser;
    private final int openPerUser;
    private final ConcurrentHashMap<UUID, Open> users = new ConcurrentHashMap<>();

    private static final class Open {

        private final Semaphore sending;
        /** Guarded by the map's entry. */
        private int pushes;

        Open(int perUser) {
            this.sending = new Semaphore(perUser, true);
        }
    }

    /**
     * @param concurrent requests at a time
     * @param perUser requests of one user at a time
     * @param openPerUser pushes of one user that are sent, or wait for it
     */
    PushTurns(int concurrent, int perUser, int openPerUser) {
        this.sending = new Semaphore(concurrent, true);
        this.perUser = perUser;
        this.openPerUser = openPerUser;
    }

    /** Counts a push, until {@link #end}; false when too many of its user wait. */
    boolean begin(UUID user) {
        boolean[] begun = {false};
        users.compute(user, (_, there) -> {
            Open open = there == null ? new Open(perUser) : there;
            begun[0] = open.pushes < openPerUser;
            open.pushes += begun[0] ? 1 : 0;
            return open;
        });
        return begun[0];
    }

    /** The push of that user was sent, or given up. */
    void end(UUID user) {
        users.computeIfPresent(user, (_, open) -> --open.pushes == 0 ? null : open);
    }

    /** Makes one attempt when it is the turn of a push that was begun. */
    <T> T attempt(UUID user, Supplier<T> attempt) throws InterruptedException {
        Semaphore own = users.get(user).sending;
        own.acquire();
        try {
            sending.acquire();
            try {
                return attempt.get();
            } finally {
                sending.release();
            }
        } finally {
            own.release();
        }
    }

    /** Users with pushes that are sent, or wait for it. */
    int users() {
        return users.size();
    }
}
