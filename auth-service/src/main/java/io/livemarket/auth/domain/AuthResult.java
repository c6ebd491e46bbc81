package io.livemarket.auth.domain;

import io.livemarket.events.EventType;
import io.livemarket.events.errors.ErrorCode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The outcome of a command, for the instance that sent it. Holds no secret and no address. */
public sealed interface AuthResult {

    UUID commandId();

    /**
     * The command was accepted.
     *
     * @param userId the user of the account or session; absent for a key, and where there was no session to end
     * @param revision the account's revision after the command, also where a session began or continued; 0 where the
     *     command is not about an account, and for sessions of earlier versions
     * @param repeated whether an earlier command with this idempotency key was carried out instead
     * @param at the time of the account's registration, for a repeated registration; absent otherwise
     */
    @EventType("auth.command-accepted.v1")
    record Accepted(
            UUID commandId,
            @Nullable UUID userId,
            long revision,
            boolean repeated,
            @Nullable Instant at) implements AuthResult {

        /**
         * The user of a command about an account or its session.
         *
         * @throws IllegalStateException when the command was about neither
         */
        public UUID user() {
            if (userId == null) {
                throw new IllegalStateException("The command " + commandId + " is about no user");
            }
            return userId;
        }
    }

    /** The command was rejected, for each of these reasons. */
    @EventType("auth.command-refused.v1")
    record Refused(UUID commandId, List<ErrorCode> codes) implements AuthResult {}
}
