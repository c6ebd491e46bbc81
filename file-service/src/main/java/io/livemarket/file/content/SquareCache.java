package io.livemarket.file.content;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;

/**
 * A cache of square images in memory, by file: a file's thumbnail never changes. Requests for a square that is being
 * made wait for it; a failure is not cached. Callers must check at every request whether the square may be shown.
 * Thread-safe.
 */
public final class SquareCache {

    static final int ENTRIES = 500;
    static final long BYTES = 32L << 20;
    /** Squares that are made at the same time. */
    static final int MADE_AT_ONCE = 2;

    /** The least weight of a square, so that the limit of bytes also limits the number of entries. */
    private static final int LEAST_WEIGHT = (int) (BYTES / ENTRIES);

    private static final Duration UNUSED = Duration.ofHours(1);

    private final AsyncCache<UUID, byte[]> squares = Caffeine.newBuilder()
            .maximumWeight(BYTES)
            .weigher((UUID _, byte[] square) -> Math.max(LEAST_WEIGHT, square.length))
            .expireAfterAccess(UNUSED)
            .executor(Runnable::run) // Evicts before a write returns.
            .buildAsync();
    private final Semaphore makers = new Semaphore(MADE_AT_ONCE, true);
    private final Squaring squaring;

    public SquareCache() {
        this(Squares::of);
    }

    SquareCache(Squaring squaring) {
        this.squaring = squaring;
    }

    /** Reads a thumbnail from the object store. */
    public interface Thumbnail {
        byte[] read() throws IOException;
    }

    /** Makes a square image from a thumbnail. */
    interface Squaring {
        byte[] of(byte[] thumbnail) throws IOException;
    }

    /**
     * The square of a file's thumbnail, which the caller must not modify. The thumbnail is read only if the square is
     * not cached.
     */
    public byte[] of(UUID fileId, Thumbnail thumbnail) throws IOException {
        CompletableFuture<byte[]> own = new CompletableFuture<>();
        CompletableFuture<byte[]> present = squares.asMap().putIfAbsent(fileId, own);
        if (present == null) {
            make(own, thumbnail);
        }
        return result(present == null ? own : present);
    }

    private void make(CompletableFuture<byte[]> square, Thumbnail thumbnail) {
        try {
            square.complete(made(thumbnail.read()));
        } catch (IOException | RuntimeException | Error e) {
            square.completeExceptionally(e); // Every waiting request fails, and the cache drops the entry.
        }
    }

    private byte[] made(byte[] thumbnail) throws IOException {
        makers.acquireUninterruptibly();
        try {
            return squaring.of(thumbnail);
        } finally {
            makers.release();
        }
    }

    private static byte[] result(CompletableFuture<byte[]> square) throws IOException {
        try {
            return square.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case IOException broken -> throw broken;
                case RuntimeException refused -> throw refused;
                case null, default -> throw e;
            }
        }
    }

    /** The number of squares that are in memory or being made. */
    int size() {
        return squares.asMap().size();
    }

    /** Bytes of the squares in memory. */
    long bytes() {
        return squares.synchronous().asMap().values().stream()
                .mapToLong(square -> square.length)
                .sum();
    }

    /** The number of thumbnails that wait to be made into squares. */
    int waiting() {
        return makers.getQueueLength();
    }
}
