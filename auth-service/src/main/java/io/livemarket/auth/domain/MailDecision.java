package io.livemarket.auth.domain;

import io.livemarket.events.errors.ErrorCode;

/** The outcome of a request for a mail. */
public sealed interface MailDecision {

    /**
     * The mail is sent.
     *
     * @param links of the account, after it
     * @param counts of mails, after it
     */
    record Sent(MailOrder order, MailedLinks links, MailCounts counts) implements MailDecision {}

    /** No mail is sent, and none is needed. */
    record None() implements MailDecision {}

    /** No mail is sent, for this reason. */
    record Refused(ErrorCode code) implements MailDecision {}
}
