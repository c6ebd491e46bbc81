package io.livemarket.events.chat;

import io.livemarket.events.EventType;
import java.util.UUID;

/**
 * The outcome of an {@link EnforcementCommand} in one deciding partition, for the instance that sent it; the origin is
 * the key.
 */
public sealed interface EnforcementResult {

    UUID commandId();

    /**
     * The block is in force for every command that this partition decides from now on.
     *
     * @param partition the number of the partition of {@code livemarket.chat.commands.v1}, from 0
     */
    @EventType("chat.block-applied.v1")
    record BlockApplied(UUID commandId, int partition) implements EnforcementResult {}
}
