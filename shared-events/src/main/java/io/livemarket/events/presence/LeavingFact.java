package io.livemarket.events.presence;

import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.UUID;

/**
 * Facts that presence-service copies for itself from {@code users.events} to the topic of the user's sessions; the user
 * id is the partition key.
 */
public sealed interface LeavingFact {

    UUID userId();

    /** The user deleted the account: no session counts any more; a repeated fact changes nothing. */
    @EventType("presence.user-left.v1")
    record UserLeft(UUID userId, Instant leftAt) implements LeavingFact {}
}
