package io.livemarket.events.presence;

import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.UUID;

/**
 * What presence-service passes on to itself from {@code users.events}, beside the sessions of the user; the user id is
 * the partition key.
 */
public sealed interface LeavingFact {

    UUID userId();

    /** The user deleted the account: no session counts any more. A repeated fact changes nothing. */
    @EventType("presence.user-left.v1")
    record UserLeft(UUID userId, Instant leftAt) implements LeavingFact {}
}
