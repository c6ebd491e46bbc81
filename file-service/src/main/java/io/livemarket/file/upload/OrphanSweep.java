package io.livemarket.file.upload;

import io.livemarket.file.metrics.FileMetrics;
import io.livemarket.file.projection.FileQueries;
import io.livemarket.file.storage.ObjectStore;
import io.livemarket.kit.read.ReadBarrier;
import io.livemarket.kit.web.ApiException;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Removes orphans: objects that are in no event, left by an upload whose process ended between storing and recording
 * the file. Only objects older than the grace time are removed, only in a bucket that is marked as this installation's,
 * and only when the read model has every event that was published before the removal begins, so that a read model that
 * is being rebuilt never makes a file appear unknown. A sweep removes at most a limit of files, and nothing where more
 * than half of the objects are orphans. One instance sweeps at a time; it holds in memory no more than a page of the
 * listing and the limit.
 */
public final class OrphanSweep {

    private static final Logger log = LoggerFactory.getLogger(OrphanSweep.class);
    private static final Duration MAX_WAIT = Duration.ofSeconds(30);

    private final Parts parts;
    private final ReadBarrier files;
    private final FileMetrics metrics;
    private final Rules rules;

    /** The collaborators of a sweep. */
    public record Parts(ObjectStore store, BucketOwner owner, SweepTurn turn, FileQueries queries) {}

    /**
     * The limits of a sweep.
     *
     * @param every the interval between two sweeps
     * @param grace the least age of an object that is removed
     * @param limit the most files whose objects one sweep removes
     */
    public record Rules(Duration every, Duration grace, int limit, Clock clock) {}

    public OrphanSweep(Parts parts, ReadBarrier files, FileMetrics metrics, Rules rules) {
        this.parts = parts;
        this.files = files;
        this.metrics = metrics;
        this.rules = rules;
    }

    /** Sweeps if it is this instance's turn. A failure is logged, and the next call retries. */
    public void sweep() {
        try {
            // The turn ends shortly before the next sweep is due, so that any instance may take that one.
            if (parts.turn()
                    .take(rules.clock().instant(), rules.every().dividedBy(10).multipliedBy(9))) {
                sweepBucket();
            }
        } catch (ApiException | SdkException e) {
            log.warn("Sweep of orphans postponed: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.error("Sweep of orphans failed, the next run tries again", e);
        }
    }

    private void sweepBucket() {
        switch (parts.owner().look()) {
            case UNMARKED -> log.debug("Bucket not swept before a file marks it");
            case OTHER_INSTALLATION -> {
                metrics.sweepRefused();
                log.warn("Bucket not swept, since it is marked by another installation");
            }
            case OURS -> remove(listed());
        }
    }

    private FoundOrphans listed() {
        files.requireAll(MAX_WAIT);
        FoundOrphans found = new FoundOrphans(rules.limit());
        parts.store()
                .listStoredBefore(
                        rules.clock().instant().minus(rules.grace()),
                        page -> found.add(
                                page,
                                page.isEmpty()
                                        ? Set.of()
                                        : parts.queries().find(page).unknown()));
        return found;
    }

    private void remove(FoundOrphans found) {
        if (found.areMost()) {
            metrics.sweepRefused();
            log.error(
                    "Nothing swept, since most objects belong to no file of this installation: orphans={}, objects={}",
                    found.orphans(),
                    found.objects());
            return;
        }
        if (found.first().isEmpty()) {
            return;
        }
        files.requireAll(MAX_WAIT);
        int removed = 0;
        for (UUID fileId : found.first()) {
            if (parts.queries().version(fileId) == 0) {
                parts.store().remove(fileId);
                removed++;
            }
        }
        metrics.orphans(removed);
        log.info("Orphans removed: files={}, orphaned objects={}", removed, found.orphans());
    }
}
