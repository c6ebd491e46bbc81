package io.livemarket.moderation.domain;

import java.util.UUID;

/** What deciding may look up beside the person. */
public interface Known {

    /** Whether a user of that id is registered. */
    boolean userExists(UUID userId);

    /** Whether this message of that user is flagged, and nobody resolved it. */
    boolean isFlagged(UUID userId, UUID messageId);
}
