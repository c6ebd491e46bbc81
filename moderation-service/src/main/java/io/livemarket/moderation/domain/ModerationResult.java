package io.livemarket.moderation.domain;

import io.livemarket.events.EventType;
import io.livemarket.events.errors.ErrorCode;
import java.util.UUID;

/** What became of a {@link ModerationCommand}, for the instance that asked. */
public sealed interface ModerationResult {

    UUID commandId();

    /**
     * It is so now.
     *
     * @param version of the user's record after it
     * @param changed whether it was not so before
     */
    @EventType("moderation.command-accepted.v1")
    record Accepted(UUID commandId, long version, boolean changed) implements ModerationResult {}

    /** It is not allowed, for this reason, and nothing changed. */
    @EventType("moderation.command-refused.v1")
    record Refused(UUID commandId, ErrorCode code) implements ModerationResult {}
}
