package io.livemarket.moderation.domain;

import io.livemarket.moderation.domain.Person.OpenReport;
import java.util.Optional;
import java.util.UUID;

/** The look-ups of {@link ModerationDecider} beside the person that a command is about. */
public interface ModerationLookups {

    /** Whether a user with this id is registered. */
    boolean userExists(UUID userId);

    /** Whether a message of the user has a flag that no moderator has resolved. */
    boolean isFlagged(UUID userId, UUID messageId);

    /** A report about the user; empty once it is resolved. */
    Optional<OpenReport> openReport(UUID userId, UUID reportId);
}
