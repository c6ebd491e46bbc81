package io.livemarket.file.upload;

import io.livemarket.file.projection.EvidenceDocuments;
import io.livemarket.file.projection.EvidenceDocuments.Place;
import io.livemarket.file.storage.ObjectStore;
import io.livemarket.kit.config.Phases;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Removes the copies of evidence whose time is over, and ended views. Every instance does it; removing a copy again changes nothing. */
public final class EvidenceRelease implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(EvidenceRelease.class);
    private static final int AT_ONCE = 200;

    private final EvidenceDocuments documents;
    private final ObjectStore store;
    private final Duration every;
    private final Clock clock;
    private ScheduledExecutorService thread;

    /** @param every between two looks for what is due */
    public EvidenceRelease(EvidenceDocuments documents, ObjectStore store, Duration every, Clock clock) {
        this.documents = documents;
        this.store = store;
        this.every = every;
        this.clock = clock;
    }

    /** The copy goes before its document, so that none is forgotten. */
    private void release() {
        try {
            for (Place place : documents.due(clock.instant(), AT_ONCE)) {
                store.removeCopy(place.caseId(), place.fileId());
                documents.forget(place);
                log.info("The copy of file {} for case {} is removed: its time is over", place.fileId(), place.caseId());
            }
            documents.forgetViews(clock.instant().minus(EvidenceDocuments.VIEWS_KEPT));
        } catch (RuntimeException e) {
            // An exception that got out would end the schedule.
            log.warn("Copies of evidence whose time is over stay for now: {}", e.toString());
        }
    }

    @Override
    public synchronized void start() {
        thread = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("evidence-release").factory());
        thread.scheduleWithFixedDelay(this::release, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
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
