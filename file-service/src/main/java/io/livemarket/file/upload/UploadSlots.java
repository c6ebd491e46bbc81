package io.livemarket.file.upload;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Limits the concurrent uploads of this instance, per user and in all. A user gets a further slot only while the user's
 * uploads are at most half of the free slots, so that a few users with slow uploads leave slots for others.
 * Thread-safe.
 */
final class UploadSlots {

    private static final long RETRY_AFTER_MS = 1_000;

    private final int ofOne;
    private final int ofAll;
    private final Map<UUID, Integer> taken = new HashMap<>();
    private int all;

    UploadSlots(int ofOne, int ofAll) {
        this.ofOne = ofOne;
        this.ofAll = ofAll;
    }

    /** A slot that is free again once it is closed. */
    interface Slot extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Takes a slot.
     *
     * @throws ApiException {@code too_many_uploads}
     */
    synchronized Slot take(UUID user) {
        int own = taken.getOrDefault(user, 0);
        int free = ofAll - all;
        if (own >= ofOne || free == 0 || own > free / 2) {
            throw ApiException.retryAfter(ErrorCode.TOO_MANY_UPLOADS, RETRY_AFTER_MS);
        }
        taken.put(user, own + 1);
        all++;
        return () -> giveBack(user);
    }

    private synchronized void giveBack(UUID user) {
        taken.computeIfPresent(user, (_, own) -> own == 1 ? null : own - 1);
        all--;
    }
}
