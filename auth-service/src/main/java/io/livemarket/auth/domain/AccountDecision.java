package io.livemarket.auth.domain;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.users.UserEvent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What is decided about a command on accounts. A refusal is a value. */
public sealed interface AccountDecision {

    /**
     * The account becomes this.
     *
     * @param previous what it was, or null for a new one
     * @param event what others are told, or null when nothing that they may see changed
     */
    record Changed(Account previous, Account account, UserEvent event) implements AccountDecision {}

    /** The account is already so. */
    record Unchanged(Account account) implements AccountDecision {}

    /** The same registration was carried out before. */
    record Repeated(UUID userId, Instant registeredAt) implements AccountDecision {}

    /** It is refused, for each of these reasons. */
    record Refused(List<ErrorCode> codes) implements AccountDecision {}

    /** A refusal for one reason. */
    static AccountDecision refused(ErrorCode code) {
        return new Refused(List.of(code));
    }
}
