package io.livemarket.auth.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mail to send. Sealed in its topic.
 *
 * @param id the mail's id: a mail that is sent twice has one id and one token
 * @param to the address
 * @param username the name of the account that the mail is about
 * @param language {@code en} or {@code es}
 * @param token the token of the link; absent for a mail without a link
 * @param expiresAt the time from which the mail is of no use
 * @param unread the messages of a reminder; absent for other mails
 */
public record MailOrder(
        UUID id,
        MailKind kind,
        String to,
        String username,
        String language,
        @Nullable String token,
        Instant requestedAt,
        Instant expiresAt,
        @Nullable UnreadMessages unread) {

    /** A mail that is no reminder. */
    public MailOrder(
            UUID id,
            MailKind kind,
            String to,
            String username,
            String language,
            @Nullable String token,
            Instant requestedAt,
            Instant expiresAt) {
        this(id, kind, to, username, language, token, requestedAt, expiresAt, null);
    }

    /** Without the address and the token. */
    @Override
    public String toString() {
        return "MailOrder[" + id + ", " + kind + "]";
    }
}
