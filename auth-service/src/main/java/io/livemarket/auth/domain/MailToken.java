package io.livemarket.auth.domain;

import java.util.Optional;
import java.util.UUID;

/** The token of a mail's link, {@code <user id>.<256 bits in base64url>}. Only the hash of the secret is kept. */
public record MailToken(UUID userId, String secret) {

    /** The token that a text holds; empty where it cannot be one of ours. */
    public static Optional<MailToken> parse(String text) {
        return TokenSecret.parse(text, MailToken::new);
    }

    /** SHA-256 of the secret. */
    public String hash() {
        return TokenSecret.hash(secret);
    }

    /** The text that the link carries. */
    public String text() {
        return userId + "." + secret;
    }

    @Override
    public String toString() {
        return "MailToken[of " + userId + "]";
    }
}
