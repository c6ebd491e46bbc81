package io.livemarket.events.presence;

import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The chat partners of users, which presence-service makes from the events of chats; the user id is the partition key.
 */
public sealed interface PartnerFact {

    UUID userId();

    /**
     * The user is in a chat with these other users from this time on.
     *
     * @param group true for a group; absent for a private chat, and in facts of versions before groups changed
     */
    @EventType("presence.partners-met.v1")
    record PartnersMet(
            UUID userId,
            UUID chatId,
            List<UUID> partners,
            Instant at,
            @Nullable Boolean group) implements PartnerFact {

        /** A meeting in a private chat, or of a version before groups changed. */
        public PartnersMet(UUID userId, UUID chatId, List<UUID> partners, Instant at) {
            this(userId, chatId, partners, at, null);
        }
    }

    /**
     * The user is in a group with these other users no more.
     *
     * @param left whether it is the user who is not in the group any more; otherwise it is the others
     */
    @EventType("presence.partners-parted.v1")
    record PartnersParted(UUID userId, UUID chatId, List<UUID> partners, boolean left, Instant at)
            implements PartnerFact {}
}
