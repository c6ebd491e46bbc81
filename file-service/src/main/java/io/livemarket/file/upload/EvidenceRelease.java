package io.livemarket.file.upload;

import io.livemarket.file.projection.EvidenceDocuments;
import io.livemarket.file.projection.EvidenceDocuments.Place;
import io.livemarket.file.storage.ObjectStore;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes copies of evidence whose retention is over, and views that have ended. Every instance does so, because
 * removing a copy again changes nothing.
 */
public final class EvidenceRelease {

    private static final Logger log = LoggerFactory.getLogger(EvidenceRelease.class);
    private static final int AT_ONCE = 200;

    private final EvidenceDocuments documents;
    private final ObjectStore store;
    private final Clock clock;

    public EvidenceRelease(EvidenceDocuments documents, ObjectStore store, Clock clock) {
        this.documents = documents;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Removes the copies and views that are due, each copy before its document, so that no copy remains without one. A
     * failure is logged, and the next call retries.
     */
    public void release() {
        try {
            for (Place place : documents.due(clock.instant(), AT_ONCE)) {
                store.removeCopy(place.caseId(), place.fileId());
                documents.delete(place);
                log.info(
                        "Copy removed after the retention of evidence: file={}, case={}",
                        place.fileId(),
                        place.caseId());
            }
            documents.deleteViews(clock.instant().minus(EvidenceDocuments.VIEWS_KEPT));
        } catch (RuntimeException e) {
            log.warn("Expired copies of evidence not removed, the next run tries again: {}", e.toString());
        }
    }
}
