package io.livemarket.file.upload;

import io.livemarket.file.projection.EvidenceDocuments;
import io.livemarket.file.projection.EvidenceDocuments.Place;
import io.livemarket.file.storage.ObjectStore;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes copies of evidence that are due, and views that have ended. Every instance does so; to remove a copy again
 * changes nothing.
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
     * Removes what is due, each copy before its document, so that no copy is left without one. A failure is logged; the
     * next call tries again.
     */
    public void release() {
        try {
            for (Place place : documents.due(clock.instant(), AT_ONCE)) {
                store.removeCopy(place.caseId(), place.fileId());
                documents.forget(place);
                log.info(
                        "The copy of file {} for case {} is removed: its time is over", place.fileId(), place.caseId());
            }
            documents.forgetViews(clock.instant().minus(EvidenceDocuments.VIEWS_KEPT));
        } catch (RuntimeException e) {
            log.warn("Copies of evidence whose time is over stay for now: {}", e.toString());
        }
    }
}
