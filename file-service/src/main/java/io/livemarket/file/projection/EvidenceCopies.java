package io.livemarket.file.projection;

import io.livemarket.file.projection.EvidenceDocuments.Held;
import io.livemarket.file.projection.EvidenceDocuments.Place;
import io.livemarket.file.storage.ObjectStore;
import io.livemarket.kit.read.ReadBarrier;
import java.util.OptionalLong;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies files that are evidence, within limits per case and per reported user. */
public final class EvidenceCopies {

    /** The answer for a file of which no copy is kept. */
    static final long NONE = -1;

    private static final Logger log = LoggerFactory.getLogger(EvidenceCopies.class);

    private final ObjectStore store;
    private final FileQueries queries;
    private final ReadBarrier files;
    private final EvidenceDocuments documents;
    private final Limits limits;

    /** The most files and bytes of one case, and of all cases about one user. */
    public record Limits(int filesPerCase, long bytesPerCase, int filesPerUser, long bytesPerUser) {}

    /** @param files the read barrier of the read model of files */
    public EvidenceCopies(
            ObjectStore store, FileQueries queries, ReadBarrier files, EvidenceDocuments documents, Limits limits) {
        this.store = store;
        this.queries = queries;
        this.files = files;
        this.documents = documents;
        this.limits = limits;
    }

    /**
     * Keeps a copy of a file.
     *
     * @param userId the user that the case is about
     * @param senderId the sender of the message that carries the file
     * @return the bytes of the copy, or {@link #NONE} if the file is deleted, is not the sender's, or exceeds the
     *     limits
     */
    long keep(UUID userId, Place place, UUID senderId) {
        OptionalLong copied = store.sizeOfCopy(place.caseId(), place.fileId());
        if (copied.isPresent()) {
            return copied.getAsLong();
        }
        OptionalLong size = isOf(senderId, place.fileId()) ? store.sizeOf(place.fileId()) : OptionalLong.empty();
        if (size.isEmpty()) {
            log.info(
                    "No copy kept as evidence, since the file is deleted or not the sender's: file={}, case={}",
                    place.fileId(),
                    place.caseId());
            return NONE;
        }
        if (!hasRoom(userId, place.caseId(), size.getAsLong())) {
            log.warn(
                    "No copy kept as evidence, since the limits of livemarket.files.evidence are reached: file={}, case={}",
                    place.fileId(),
                    place.caseId());
            return NONE;
        }
        store.copy(place.caseId(), place.fileId());
        return size.getAsLong();
    }

    /**
     * Whether a user owns a file. The read model does not show the owner of a deleted file: it counts as the user's,
     * and its bytes are evidence while they exist.
     */
    private boolean isOf(UUID senderId, UUID fileId) {
        if (queries.version(fileId) == 0) {
            files.require(fileId.toString());
        }
        return queries.find(fileId).map(file -> file.ownerId().equals(senderId)).orElse(queries.version(fileId) > 0);
    }

    private boolean hasRoom(UUID userId, UUID caseId, long size) {
        Held ofCase = documents.ofCase(caseId);
        Held ofUser = documents.ofUser(userId);
        return ofCase.files() < limits.filesPerCase()
                && ofCase.bytes() + size <= limits.bytesPerCase()
                && ofUser.files() < limits.filesPerUser()
                && ofUser.bytes() + size <= limits.bytesPerUser();
    }
}
