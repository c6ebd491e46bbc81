package io.livemarket.notification.push;

import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Limits the requests to push services that run at a time: in total, and for one user. A push that waits for its next
 * attempt holds no permit. So devices that answer late or never delay the pushes of their own user only. Thread-safe.
 */
final class PushTurns {

    private final Semaphore sending;
    private final int perUser;
    private final int openPerUser;
    /** The users with pushes that are being sent or wait. */
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
     * @param concurrent the most requests at a time
     * @param perUser the most requests for one user at a time
     * @param openPerUser the most pushes of one user that are being sent or wait
     */
    PushTurns(int concurrent, int perUser, int openPerUser) {
        this.sending = new Semaphore(concurrent, true);
        this.perUser = perUser;
        this.openPerUser = openPerUser;
    }

    /** Counts a push until {@link #end}; false, and not counted, when too many pushes of its user wait. */
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

    /** Ends a push that {@link #begin} counted: it was sent or dropped. */
    void end(UUID user) {
        users.computeIfPresent(user, (_, open) -> --open.pushes == 0 ? null : open);
    }

    /**
     * Makes one attempt of a push that {@link #begin} counted, as soon as the limits allow a request.
     *
     * @throws IllegalStateException when no push of the user was begun
     */
    <T> T attempt(UUID user, Supplier<T> attempt) throws InterruptedException {
        Open open = users.get(user);
        if (open == null) {
            throw new IllegalStateException("No push of this user was begun");
        }
        Semaphore own = open.sending;
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

    /** The number of users with pushes that are being sent or wait. */
    int users() {
        return users.size();
    }
}
