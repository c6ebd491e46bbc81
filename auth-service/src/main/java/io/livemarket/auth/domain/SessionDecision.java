package io.livemarket.auth.domain;

import io.livemarket.events.errors.ErrorCode;
import java.util.UUID;

/** What is decided about a command on a family of refresh tokens. */
public sealed interface SessionDecision {

    /** It is accepted, and the family becomes this. */
    record Kept(RefreshFamily family) implements SessionDecision {}

    /** It is accepted as the use of a refresh token that was carried out before; the family stays as it is. */
    record Repeated(UUID userId) implements SessionDecision {}

    /** It is accepted, and the family is no more. */
    record Ended(UUID userId) implements SessionDecision {}

    /**
     * It is refused.
     *
     * @param revoked what the family becomes because of it, or null when it stays as it is
     */
    record Refused(ErrorCode code, RefreshFamily revoked) implements SessionDecision {}
}
