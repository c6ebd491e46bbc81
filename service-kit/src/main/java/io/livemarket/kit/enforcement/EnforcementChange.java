package io.livemarket.kit.enforcement;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A change of the suspensions and blocks in force. One that is repeated states a fact that holds already. */
public sealed interface EnforcementChange {

    /**
     * The user is suspended.
     *
     * @param reason in words for the user
     * @param until when the suspension ends by itself; null for never
     */
    record Suspended(UUID userId, String reason, @Nullable Instant until) implements EnforcementChange {}

    /** A moderator ended the suspension of the user. */
    record SuspensionEnded(UUID userId) implements EnforcementChange {}

    /** The user blocks the other. */
    record Blocked(UUID userId, UUID blockedUserId) implements EnforcementChange {}

    /** The user took the block back. */
    record Unblocked(UUID userId, UUID blockedUserId) implements EnforcementChange {}
}
