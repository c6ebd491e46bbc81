package io.livemarket.auth.domain;

import io.livemarket.events.errors.ErrorCode;

/** The outcome of a request to set a password by a link. */
public sealed interface ResetDecision {

    /** The account gets the password. */
    record Changed(Account previous, Account account, MailedLinks links) implements ResetDecision {}

    /** The link set a password before; the sending instance has to verify whether it was this one. */
    record Repeated(Account account) implements ResetDecision {}

    /** The request is rejected, and nothing changes. */
    record Refused(ErrorCode code) implements ResetDecision {}

    static ResetDecision refused(ErrorCode code) {
        return new Refused(code);
    }
}
