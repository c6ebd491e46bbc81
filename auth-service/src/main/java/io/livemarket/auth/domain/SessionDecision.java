package io.livemarket.auth.domain;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.users.AccessFact;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The outcome of a command about a family of refresh tokens. */
public sealed interface SessionDecision {

    /** The command is accepted, and the family is stored with its change. */
    record Kept(RefreshFamily family) implements SessionDecision {}

    /** The command is accepted as a repeated use of a refresh token; the family does not change. */
    record Repeated(UUID userId) implements SessionDecision {}

    /**
     * The command is accepted, and the family is deleted.
     *
     * @param event the fact for gateways; absent where there was no family to end
     */
    record Ended(AccessFact.@Nullable SessionEnded event) implements SessionDecision {

        /** The user whose session ended; absent where there was no family to end. */
        public @Nullable UUID userId() {
            return event == null ? null : event.userId();
        }
    }

    /**
     * The command is rejected.
     *
     * @param revoked the family that the command ends; absent when the family does not change
     * @param event the fact for gateways; absent with {@code revoked}
     */
    record Refused(ErrorCode code, @Nullable RefreshFamily revoked, AccessFact.@Nullable SessionEnded event)
            implements SessionDecision {

        /** A rejection that changes nothing. */
        Refused(ErrorCode code) {
            this(code, null, null);
        }
    }
}
