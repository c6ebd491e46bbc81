package io.livemarket.moderation.domain;

import io.livemarket.events.EventType;
import io.livemarket.events.errors.ErrorCode;
import java.util.UUID;

/** The outcome of a {@link ModerationCommand}, for the instance that sent it. */
public sealed interface ModerationResult {

    UUID commandId();

    /**
     * The command's effect is there.
     *
     * @param version the version of the user's record after the command
     * @param changed whether the command changed the record
     */
    @EventType("moderation.command-accepted.v1")
    record Accepted(UUID commandId, long version, boolean changed) implements ModerationResult {}

    /** The command was rejected, and nothing changed. */
    @EventType("moderation.command-refused.v1")
    record Refused(UUID commandId, ErrorCode code) implements ModerationResult {}
}
