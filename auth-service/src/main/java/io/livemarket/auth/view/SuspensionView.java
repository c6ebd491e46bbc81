package io.livemarket.auth.view;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.enforcement.EnforcementChange;
import io.livemarket.kit.enforcement.EnforcementChange.Blocked;
import io.livemarket.kit.enforcement.EnforcementChange.Suspended;
import io.livemarket.kit.enforcement.EnforcementChange.SuspensionEnded;
import io.livemarket.kit.enforcement.EnforcementChange.Unblocked;
import io.livemarket.kit.web.ApiException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The suspended users, in memory. Thread-safe. */
public final class SuspensionView {

    private final Map<UUID, Suspension> suspended = new ConcurrentHashMap<>();
    private final InstantSource clock;

    /** @param until the end of the suspension; absent for one without an end */
    private record Suspension(String reason, @Nullable Instant until) {}

    public SuspensionView(InstantSource clock) {
        this.clock = clock;
    }

    /** Applies a change of the suspensions that moderation-service enforces. */
    public void apply(EnforcementChange change) {
        switch (change) {
            case Suspended s -> suspended.put(s.userId(), new Suspension(s.reason(), s.until()));
            case SuspensionEnded e -> suspended.remove(e.userId());
            case Blocked _, Unblocked _ -> {}
        }
    }

    /**
     * Rejects a suspended user.
     *
     * @throws ApiException {@code account_suspended}, with the moderator's reason and the end of the suspension
     */
    public void refuse(UUID userId) {
        Suspension suspension = inForce(userId);
        if (suspension != null) {
            String end = suspension.until() == null ? "" : " (until " + suspension.until() + ")";
            throw new ApiException(ErrorCode.ACCOUNT_SUSPENDED, suspension.reason() + end);
        }
    }

    /** Whether a user is suspended. */
    public boolean isSuspended(UUID userId) {
        return inForce(userId) != null;
    }

    private @Nullable Suspension inForce(UUID userId) {
        Suspension suspension = suspended.get(userId);
        return suspension == null
                        || (suspension.until() != null && !suspension.until().isAfter(clock.instant()))
                ? null
                : suspension;
    }
}
