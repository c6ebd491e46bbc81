package io.livemarket.moderation.domain;

import io.livemarket.moderation.domain.Person.OpenReport;
import java.util.Optional;
import java.util.UUID;

/** What deciding may look up beside the person. */
public interface Known {

    /** Whether a user of that id is registered. */
    boolean userExists(UUID userId);

    /** Whether this message of that user is flagged, and nobody resolved it. */
    boolean isFlagged(UUID userId, UUID messageId);

    /** The report about that user, while it is not resolved. */
    Optional<OpenReport> openReport(UUID userId, UUID reportId);
}
