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
 * Determines the installation to which a bucket, or the part of it under the prefix, belongs: the one whose log has the
 * file that the marker object names. The first recorded file marks an unmarked bucket. Deleted files count, because
 * their events stay. Thus no state beside the log has to be kept or restored.
 */
public final class BucketOwner {

    private static final Logger log = LoggerFactory.getLogger(BucketOwner.class);
    private static final long RETRY_AFTER_MS = 60_000;

    private final Marker marker;
    private final Recorded recorded;
    private volatile boolean known;

    /**
     * The object that names a file of the bucket's installation. Both methods throw {@code unavailable} during an
     * outage of the store.
     */
    interface Marker {

        Optional<UUID> read();

        void write(UUID fileId);
    }

    /** The files in this installation's log. */
    interface Recorded {

        boolean has(UUID fileId);

        /**
         * Waits until the read model has all files that were recorded before the call; throws {@code unavailable} when
         * that takes too long, or the broker does not respond.
         */
        void awaitAll();
    }

    /** The owner of a bucket by its marker object: this installation, none yet, or another installation. */
    public enum Ownership {
        OURS,
        UNMARKED,
        OTHER_INSTALLATION
    }

    /** @param files the read barrier of the read model of files */
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
     * Reads the marker and looks up its file.
     *
     * @throws ApiException {@code unavailable} during an outage of the store, or when the file is unknown and the read
     *     model is not proved to be complete: a bucket counts as another installation's only by a complete log
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
        return recorded.has(marked.get()) ? Ownership.OURS : Ownership.OTHER_INSTALLATION;
    }

    /**
     * Must be called before bytes are stored. After the first success the marker is not read again.
     *
     * @throws ApiException {@code unavailable} for a bucket of another installation, whose sweep would remove the
     *     stored bytes
     */
    public void requireNotOwnedByOther() {
        if (known) {
            return;
        }
        Ownership ownership = look();
        if (ownership == Ownership.OTHER_INSTALLATION) {
            log.error(
                    "Upload refused, since the bucket is marked by another installation. Set livemarket.s3.bucket or livemarket.s3.prefix to a place of "
                            + "this installation's own, or, if the other installation no longer exists, remove the object livemarket-installation");
            throw ApiException.retryAfter(ErrorCode.UNAVAILABLE, RETRY_AFTER_MS);
        }
        known = ownership == Ownership.OURS;
    }

    /**
     * Marks an unmarked bucket with a recorded file. After a failure the next file marks it. The next upload reads the
     * marker again, because another installation may mark the bucket at this moment.
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
            log.warn("Bucket not yet marked as this installation's, the next upload tries again: {}", e.code());
        }
    }
}
