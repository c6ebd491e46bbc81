package io.livemarket.events.presence;

import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Who shares chats with whom, made from the chats by presence-service; the user id is the partition key. */
public sealed interface PartnerFact {

    UUID userId();

    /** The user is in a chat with these others from then on. */
    @EventType("presence.partners-met.v1")
    record PartnersMet(UUID userId, UUID chatId, List<UUID> partners, Instant at) implements PartnerFact {}
}
