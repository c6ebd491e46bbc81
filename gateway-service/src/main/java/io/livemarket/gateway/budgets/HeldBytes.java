package io.livemarket.gateway.budgets;

import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes of messages that wait for sockets after a CONNECT: limited for each socket, for each user and in all.
 * Thread-safe.
 */
public final class HeldBytes {

    private final long ofOne;
    private final long ofUser;
    private final long inAll;
    private final AtomicLong all = new AtomicLong();
    private final ConcurrentHashMap<UUID, Long> byUser = new ConcurrentHashMap<>();

    /**
     * @param ofOne bytes for one socket
     * @param ofUser bytes for all sockets of a user
     * @param inAll bytes for all sockets
     */
    public HeldBytes(long ofOne, long ofUser, long inAll) {
        this.ofOne = ofOne;
        this.ofUser = ofUser;
        this.inAll = inAll;
    }

    /** Bytes that wait for all sockets. */
    public long all() {
        return all.get();
    }

    /** What waits for one socket. */
    public final class Held {

        private final UUID userId;
        private long bytes;

        private Held(UUID userId) {
            this.userId = userId;
        }

        /** Holds so many bytes, or as many as there is room for; returns how many. */
        public synchronized long grow(long wanted) {
            long more = Math.min(wanted, ofOne) - bytes;
            bytes += more <= 0 ? 0 : reserve(userId, more);
            return bytes;
        }

        /** All was sent, or will not be. */
        public synchronized void release() {
            giveBack(userId, bytes);
            bytes = 0;
        }
    }

    /** Begins with nothing held, for a socket of that user. */
    public Held of(UUID userId) {
        return new Held(userId);
    }

    private long reserve(UUID userId, long wanted) {
        long[] granted = {0};
        byUser.compute(userId, (_, held) -> {
            long now = held == null ? 0 : held;
            granted[0] = Math.clamp(ofUser - now, 0, wanted);
            long total = all.addAndGet(granted[0]);
            if (total > inAll) {
                long over = Math.min(granted[0], total - inAll);
                all.addAndGet(-over);
                granted[0] -= over;
            }
            return now + granted[0] == 0 ? null : (Long) (now + granted[0]);
        });
        return granted[0];
    }

    private void giveBack(UUID userId, long bytes) {
        if (bytes > 0) {
            all.addAndGet(-bytes);
            byUser.computeIfPresent(userId, (_, held) -> held <= bytes ? null : (Long) (held - bytes));
        }
    }
}
