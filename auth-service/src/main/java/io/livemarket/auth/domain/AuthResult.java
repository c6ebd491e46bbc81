package io.livemarket.auth.domain;

import io.livemarket.events.EventType;
import io.livemarket.events.errors.ErrorCode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What became of a command, for the instance that asked. Holds nothing private. */
public sealed interface AuthResult {

    UUID commandId();

    /**
     * It was accepted.
     *
     * @param userId whose account or session it is; null for a key
     * @param revision the account's, after it, also where a session began or went on; 0 where the command is not about
     *     an account, and for sessions of earlier versions
     * @param repeated whether an earlier command with the same idempotency key was the one that was carried out
     * @param at when the account came to be, for a repeated registration; else null
     */
    @EventType("auth.command-accepted.v1")
    record Accepted(UUID commandId, UUID userId, long revision, boolean repeated, Instant at) implements AuthResult {}

    /** It was refused, for each of these reasons. */
    @EventType("auth.command-refused.v1")
    record Refused(UUID commandId, List<ErrorCode> codes) implements AuthResult {}
}
