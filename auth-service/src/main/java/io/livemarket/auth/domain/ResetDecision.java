package io.livemarket.auth.domain;

import io.livemarket.events.errors.ErrorCode;

/** The outcome of a request to set a password by a link. */
public sealed interface ResetDecision {

    /** The account has the password. */
    record Changed(Account previous, Account account, MailedLinks links) implements ResetDecision {}

    /** The link set a password before; whether it is this one is for the asker to verify. */
    record Repeated(Account account) implements ResetDecision {}

    /** Nothing changes. */
    record Refused(ErrorCode code) implements ResetDecision {}

    static ResetDecision refused(ErrorCode code) {
        return new Refused(code);
    }
}
