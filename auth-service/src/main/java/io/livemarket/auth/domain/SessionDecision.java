package io.livemarket.auth.domain;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.users.AccessFact;
import java.util.UUID;

/** What is decided about a command on a family of refresh tokens. */
public sealed interface SessionDecision {

    /** It is accepted, and the family becomes this. */
    record Kept(RefreshFamily family) implements SessionDecision {}

    /** It is accepted as the use of a refresh token that was carried out before; the family stays as it is. */
    record Repeated(UUID userId) implements SessionDecision {}

    /**
     * It is accepted, and the family is no more.
     *
     * @param event what gateways learn of it; null where there was no family to end
     */
    record Ended(AccessFact.SessionEnded event) implements SessionDecision {

        /** The user whose session ended, or null. */
        public UUID userId() {
            return event == null ? null : event.userId();
        }
    }

    /**
     * It is refused.
     *
     * @param revoked what the family becomes because of it, or null when it stays as it is
     * @param event what gateways learn of it; null with {@code revoked}
     */
    record Refused(ErrorCode code, RefreshFamily revoked, AccessFact.SessionEnded event) implements SessionDecision {

        /** A refusal after which everything stays as it is. */
        Refused(ErrorCode code) {
            this(code, null, null);
        }
    }
}
