package io.livemarket.events.chat;

import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.UUID;

/**
 * A command to every deciding partition. moderation-service publishes one copy to each partition of
 * {@code livemarket.chat.commands.v1}; each partition applies it before all commands that are published later.
 */
public sealed interface EnforcementCommand {

    /** The user who requested the enforcement; the record's key, which did not choose its partition. */
    UUID userId();

    /**
     * One user blocks another from here on, or does not any more; a repeat changes nothing.
     *
     * @param userId the user who blocks
     * @param otherId the user who is blocked
     * @param blocked whether the block is in force from here on
     */
    @EventType("chat.apply-block.v1")
    record ApplyBlock(UUID userId, UUID otherId, boolean blocked, Instant requestedAt) implements EnforcementCommand {}

    /**
     * A new account has opened as many chats within an hour as new accounts may; a repeat changes nothing.
     *
     * @param userId the user of the account
     * @param until the time from which the account may open another chat
     */
    @EventType("chat.apply-contact-limit.v1")
    record ApplyContactLimit(UUID userId, Instant until, Instant requestedAt) implements EnforcementCommand {}
}
