package io.livemarket.auth.domain;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.users.UserEvent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The outcome of a command about an account. A rejection is a value. */
public sealed interface AccountDecision {

    /**
     * The account changes.
     *
     * @param previous the account before the change; absent for a new account
     * @param account the account after the change
     * @param event the public event to publish; absent when nothing public changed
     */
    record Changed(
            @Nullable Account previous,
            Account account,
            @Nullable UserEvent event) implements AccountDecision {}

    /** The command changes nothing: its effect is there already. */
    record Unchanged(Account account) implements AccountDecision {}

    /** The registration was decided before. */
    record Repeated(UUID userId, Instant registeredAt) implements AccountDecision {}

    /** The command is rejected, for each of these reasons. */
    record Refused(List<ErrorCode> codes) implements AccountDecision {}

    /** A rejection for one reason. */
    static AccountDecision refused(ErrorCode code) {
        return new Refused(List.of(code));
    }
}
