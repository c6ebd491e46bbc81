package io.livemarket.auth.domain;

/** Why a mail is sent. */
public enum MailKind {
    /** The user forgot the password; its link sets another one. */
    PASSWORD_RESET,
    /** Its link shows that the account's address is its user's. */
    VERIFICATION,
    /** To the former address: the account has another one. Without a link. */
    ADDRESS_CHANGED
}
