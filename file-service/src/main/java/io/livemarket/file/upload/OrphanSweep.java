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
 * Removes objects that no event knows: those of an upload whose process died between storing and recording it. Only
 * what is older than the grace time, only in a bucket that is marked as this installation's, and only when the read
 * model has every event that was written after the objects were listed, so that one that is being rebuilt never makes a
 * file look unknown. Removes no more than a limit each time, and nothing where most of the bucket would go. One
 * instance sweeps at a time, and holds in memory no more than a page of the listing and the limit.
 */
public final class OrphanSweep {

    private static final Logger log = LoggerFactory.getLogger(OrphanSweep.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Parts parts;
    private final ReadBarrier files;
    private final FileMetrics metrics;
    private final Rules rules;

    /** What is swept, and by whose turn. */
    public record Parts(ObjectStore store, BucketOwner owner, SweepTurn turn, FileQueries queries) {}

    /**
     * When to sweep, and how much.
     *
     * @param every between two sweeps
     * @param grace an object that is younger stays
     * @param limit of how many files objects are removed each time at most
     */
    public record Rules(Duration every, Duration grace, int limit, Clock clock) {}

    public OrphanSweep(Parts parts, ReadBarrier files, FileMetrics metrics, Rules rules) {
        this.parts = parts;
        this.files = files;
        this.metrics = metrics;
        this.rules = rules;
    }

    /** Sweeps, where the turn is this instance's. A failure is logged; the next call tries again. */
    public void sweep() {
        try {
            // The turn ends a little before the next sweep is due, which any instance may take then.
            if (parts.turn()
                    .take(rules.clock().instant(), rules.every().dividedBy(10).multipliedBy(9))) {
                sweepBucket();
            }
        } catch (ApiException | SdkException e) {
            log.warn("The sweep is put off: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.error("The sweep failed and is tried again", e);
        }
    }

    private void sweepBucket() {
        switch (parts.owner().look()) {
            case UNMARKED -> log.debug("The bucket is not swept before a file marks it");
            case ANOTHERS -> {
                metrics.sweepRefused();
                log.warn("The bucket is not swept: it is marked by another installation");
            }
            case OURS -> remove(listed());
        }
    }

    private FoundOrphans listed() {
        files.requireAll(PATIENCE);
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
                    "The sweep removes nothing: {} of {} objects are of no file of this installation",
                    found.orphans(),
                    found.objects());
            return;
        }
        if (found.first().isEmpty()) {
            return;
        }
        files.requireAll(PATIENCE);
        int removed = 0;
        for (UUID fileId : found.first()) {
            if (parts.queries().version(fileId) == 0) {
                parts.store().remove(fileId);
                removed++;
            }
        }
        metrics.orphans(removed);
        log.info(
                "The objects of {} files that no event knows were removed, of {} objects of no file",
                removed,
                found.orphans());
    }
}
