package io.livemarket.file.upload;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.file.projection.FileQueries;
import io.livemarket.file.storage.ObjectStore;
import io.livemarket.kit.read.ReadBarrier;
import io.livemarket.kit.web.ApiException;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which installation a bucket, or the part of it under the prefix, belongs to: the one whose log has the file that the
 * marker names. The first file that is recorded marks an unmarked bucket. Deleted files count: their events stay. So
 * nothing beside the log has to be kept or restored.
 */
public final class BucketOwner {

    private static final Logger log = LoggerFactory.getLogger(BucketOwner.class);
    private static final long RETRY_AFTER_MS = 60_000;

    private final Marker marker;
    private final Recorded recorded;
    private volatile boolean known;

    /**
     * The object that names a file of the bucket's installation. Both methods throw {@code unavailable} while the store
     * is away.
     */
    interface Marker {

        Optional<UUID> read();

        void write(UUID fileId);
    }

    /** The files that this installation's log has. */
    interface Recorded {

        boolean has(UUID fileId);

        /**
         * Waits for all files that were recorded before the call; throws {@code unavailable} where that takes too long,
         * or the broker does not answer.
         */
        void awaitAll();
    }

    /** The owner of a bucket by its marker object: this installation, none yet, or another installation. */
    public enum Ownership {
        OURS,
        UNMARKED,
        ANOTHERS
    }

    /** @param files of the read model of files */
    public BucketOwner(ObjectStore store, FileQueries queries, ReadBarrier files) {
        this(
                new Marker() {
                    @Override
                    public Optional<UUID> read() {
                        return store.marker();
                    }

                    @Override
                    public void write(UUID fileId) {
                        store.mark(fileId);
                    }
                },
                new Recorded() {
                    @Override
                    public boolean has(UUID fileId) {
                        return queries.version(fileId) > 0;
                    }

                    @Override
                    public void awaitAll() {
                        files.requireAll(ReadBarrier.BOUND);
                    }
                });
    }

    BucketOwner(Marker marker, Recorded recorded) {
        this.marker = marker;
        this.recorded = recorded;
    }

    /**
     * Reads the marker, and looks its file up.
     *
     * @throws ApiException {@code unavailable} when the store is away, or the file is not known here and the read model
     *     is behind, or may be since the broker does not answer: a bucket is another installation's only by a whole log
     */
    public Ownership look() {
        Optional<UUID> marked = marker.read();
        if (marked.isEmpty()) {
            return Ownership.UNMARKED;
        }
        if (recorded.has(marked.get())) {
            return Ownership.OURS;
        }
        recorded.awaitAll();
        return recorded.has(marked.get()) ? Ownership.OURS : Ownership.ANOTHERS;
    }

    /**
     * Before bytes are stored. After the first success nothing is read any more.
     *
     * @throws ApiException {@code unavailable} for a bucket of another installation, whose sweep would remove what is
     *     stored
     */
    public void requireNotAnothers() {
        if (known) {
            return;
        }
        Ownership ownership = look();
        if (ownership == Ownership.ANOTHERS) {
            log.error(
                    "An upload is refused: the bucket is marked by another installation. Set livemarket.s3.bucket or livemarket.s3.prefix to a place of "
                            + "this installation's own, or, when the other one is gone, remove the object livemarket-installation");
            throw ApiException.retryAfter(ErrorCode.UNAVAILABLE, RETRY_AFTER_MS);
        }
        known = ownership == Ownership.OURS;
    }

    /**
     * Marks an unmarked bucket with a file that was recorded. After a failure the next file marks it. The next upload
     * reads the marker again, since another installation may mark the bucket at this moment.
     */
    void recorded(UUID fileId) {
        if (known) {
            return;
        }
        try {
            if (marker.read().isEmpty()) {
                marker.write(fileId);
            }
        } catch (ApiException e) {
            log.warn("The bucket is not marked as this installation's yet: {}", e.code());
        }
    }
}
