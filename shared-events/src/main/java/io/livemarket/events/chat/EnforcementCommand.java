package io.livemarket.events.chat;

import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.UUID;

/**
 * What every deciding partition must know before it decides anything later. moderation-service writes one copy to each
 * partition of {@code livemarket.chat.commands.v1}; whatever is asked of a chat afterwards stands behind it.
 */
public sealed interface EnforcementCommand {

    /** The user who asked for it; the record's key, but not what chose its partition. */
    UUID userId();

    /**
     * Whether one user blocks another, from here on. Applying it again changes nothing.
     *
     * @param userId who blocks
     * @param otherId who is blocked
     * @param blocked whether, from here on
     */
    @EventType("chat.apply-block.v1")
    record ApplyBlock(UUID userId, UUID otherId, boolean blocked, Instant requestedAt) implements EnforcementCommand {}
}
