package io.livemarket.gateway.budgets;

import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Limits the bytes of missed messages that wait for sockets after a CONNECT: for each socket, for each user and for all
 * sockets. Thread-safe.
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

    /** The bytes that wait for all sockets. */
    public long all() {
        return all.get();
    }

    /** The bytes that wait for one socket. */
    public final class Held {

        private final UUID userId;
        private long bytes;

        private Held(UUID userId) {
            this.userId = userId;
        }

        /**
         * Reserves bytes up to a total, or as many as the limits allow.
         *
         * @return the bytes that are held now
         */
        public synchronized long grow(long wanted) {
            long more = Math.min(wanted, ofOne) - bytes;
            bytes += more <= 0 ? 0 : reserve(userId, more);
            return bytes;
        }

        /** Releases all bytes: the messages were sent, or will not be sent. */
        public synchronized void release() {
            giveBack(userId, bytes);
            bytes = 0;
        }
    }

    /** Starts to count for a socket of a user, with no bytes held. */
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
