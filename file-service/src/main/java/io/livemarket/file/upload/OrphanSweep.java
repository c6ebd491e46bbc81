package io.livemarket.file.upload;

import io.livemarket.file.metrics.FileMetrics;
import io.livemarket.file.projection.FileQueries;
import io.livemarket.file.storage.ObjectStore;
import io.livemarket.kit.config.Phases;
import io.livemarket.kit.read.ReadBarrier;
import io.livemarket.kit.web.ApiException;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Removes objects that no event knows: those of an upload whose process died between storing and recording it. Only what is
 * older than the grace time, and only when the read model has every event that was written after the objects were listed, so
 * that one that is being rebuilt never makes a file look unknown. Several instances may sweep at once.
 */
public final class OrphanSweep implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(OrphanSweep.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ObjectStore store;
    private final FileQueries queries;
    private final ReadBarrier files;
    private final FileMetrics metrics;
    private final Times times;
    private ScheduledExecutorService thread;

    /**
     * When to sweep.
     *
     * @param every between two sweeps
     * @param grace an object that is younger stays
     */
    public record Times(Duration every, Duration grace, Clock clock) {}

    public OrphanSweep(ObjectStore store, FileQueries queries, ReadBarrier files, FileMetrics metrics,
            Times times) {
        this.store = store;
        this.queries = queries;
        this.files = files;
        this.metrics = metrics;
        this.times = times;
    }

    private void sweep() {
        try {
            Set<UUID> old = store.storedBefore(times.clock().instant().minus(times.grace()));
            if (old.isEmpty()) {
                return;
            }
            files.requireAll(PATIENCE);
            int removed = 0;
            for (UUID fileId : old) {
                if (queries.version(fileId) == 0) {
                    store.remove(fileId);
                    removed++;
                }
            }
            if (removed > 0) {
                metrics.orphans(removed);
                log.info("{} objects of no file were removed", removed);
            }
        } catch (ApiException | SdkException e) {
            log.warn("The sweep is put off: {}", e.getMessage());
        } catch (RuntimeException e) {
            // An exception that got out would end the schedule.
            log.error("The sweep failed and is tried again", e);
        }
    }

    @Override
    public synchronized void start() {
        thread = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("orphan-sweep").factory());
        thread.scheduleWithFixedDelay(this::sweep, times.every().toMillis(), times.every().toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void stop() {
        thread.shutdownNow();
        thread = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return Phases.WORKERS;
    }
}
