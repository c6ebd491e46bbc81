package io.livemarket.auth.domain;

/** The reasons for a mail. */
public enum MailKind {
    /** The user forgot the password; its link sets another one. */
    PASSWORD_RESET,
    /** Its link verifies that the account's address is its user's. */
    VERIFICATION,
    /** A notice to the former address that the account has another one; without a link. */
    ADDRESS_CHANGED,
    /** A reminder of unread messages; its token switches reminders off. */
    REMINDER
}
