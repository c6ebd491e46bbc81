package io.livemarket.events.chat;

import io.livemarket.events.EventType;
import java.util.UUID;

/**
 * What one deciding partition did with an {@link EnforcementCommand}, for the instance that waits; the origin is the
 * key.
 */
public sealed interface EnforcementResult {

    UUID commandId();

    /**
     * Every command that this partition decides from now on is decided with the block in mind.
     *
     * @param partition of {@code livemarket.chat.commands.v1}, from 0
     */
    @EventType("chat.block-applied.v1")
    record BlockApplied(UUID commandId, int partition) implements EnforcementResult {}
}
