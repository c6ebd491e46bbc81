package io.livemarket.kit.enforcement;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A change of the suspensions and blocks in force. A repeated change states a fact that holds already. */
public sealed interface EnforcementChange {

    /**
     * The user is suspended.
     *
     * @param reason the text for the user
     * @param until the time at which the suspension ends; absent for a suspension for ever
     */
    record Suspended(UUID userId, String reason, @Nullable Instant until) implements EnforcementChange {}

    /** A moderator ended the suspension of the user. */
    record SuspensionEnded(UUID userId) implements EnforcementChange {}

    /** The user blocks the other. */
    record Blocked(UUID userId, UUID blockedUserId) implements EnforcementChange {}

    /** The user ended the block. */
    record Unblocked(UUID userId, UUID blockedUserId) implements EnforcementChange {}
}
