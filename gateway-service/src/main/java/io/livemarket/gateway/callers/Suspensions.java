package io.livemarket.gateway.callers;

import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.enforcement.EnforcementChange;
import io.livemarket.kit.enforcement.EnforcementChange.Blocked;
import io.livemarket.kit.enforcement.EnforcementChange.Suspended;
import io.livemarket.kit.enforcement.EnforcementChange.SuspensionEnded;
import io.livemarket.kit.enforcement.EnforcementChange.Unblocked;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * The suspended users, in memory. A token that was issued before the suspension is refused while it lasts. Thread-safe.
 */
public final class Suspensions {

    private final Map<UUID, Instant> until = new ConcurrentHashMap<>();
    private final Clock clock;
    private volatile Consumer<UUID> listener = _ -> {};

    public Suspensions(Clock clock) {
        this.clock = clock;
    }

    /** Notifies the listener of each user who is suspended from now on. */
    public void onSuspended(Consumer<UUID> newListener) {
        listener = newListener;
    }

    /** Whether the user is suspended now. */
    public boolean isSuspended(UUID userId) {
        Instant end = until.get(userId);
        return end != null && end.isAfter(clock.instant());
    }

    /** Refuses the tokens of suspended users, for every use. */
    OAuth2TokenValidator<Jwt> validator() {
        return token -> Ids.parse(token.getSubject()).filter(this::isSuspended).isPresent()
                ? OAuth2TokenValidatorResult.failure(new OAuth2Error(ErrorCode.ACCOUNT_SUSPENDED.code()))
                : OAuth2TokenValidatorResult.success();
    }

    /** Applies a change of the enforcement. */
    public void apply(EnforcementChange change) {
        switch (change) {
            case Suspended s -> {
                until.put(s.userId(), s.until() == null ? Instant.MAX : s.until());
                if (isSuspended(s.userId())) {
                    listener.accept(s.userId());
                }
            }
            case SuspensionEnded e -> until.remove(e.userId());
            case Blocked _, Unblocked _ -> {}
        }
    }
}
