package io.livemarket.auth.domain;

import io.livemarket.events.errors.ErrorCode;
import org.jspecify.annotations.Nullable;

/** The outcome of a request for a mail. */
public sealed interface MailDecision {

    /**
     * The mail is sent.
     *
     * @param links the account's links with the mail's link; absent for a mail without a link
     * @param counts the counts with the mail
     */
    record Sent(MailOrder order, @Nullable MailedLinks links, MailCounts counts) implements MailDecision {}

    /** No mail is sent, and none is needed. */
    record None() implements MailDecision {}

    /** No mail is sent, for this reason. */
    record Refused(ErrorCode code) implements MailDecision {}
}
