package io.livemarket.auth.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * A mail that was decided and is to be sent. Sealed in its topic.
 *
 * @param id of the mail: one that is sent twice has one id and one token
 * @param to the address
 * @param username of the account that it is about
 * @param language {@code en} or {@code es}
 * @param token of its link; null for a mail without a link
 * @param expiresAt when it is of no use any more
 */
public record MailOrder(
        UUID id,
        MailKind kind,
        String to,
        String username,
        String language,
        String token,
        Instant requestedAt,
        Instant expiresAt) {

    /** Without the address and the token. */
    @Override
    public String toString() {
        return "MailOrder[" + id + ", " + kind + "]";
    }
}
