package io.livemarket.events.presence;

import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The chat partners of users, which presence-service makes from the events of chats; the user id is the partition key.
 */
public sealed interface PartnerFact {

    UUID userId();

    /** The user is in a chat with these other users from this time on. */
    @EventType("presence.partners-met.v1")
    record PartnersMet(UUID userId, UUID chatId, List<UUID> partners, Instant at) implements PartnerFact {}
}
