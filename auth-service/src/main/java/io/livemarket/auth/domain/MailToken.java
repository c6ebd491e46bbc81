package io.livemarket.auth.domain;

import java.util.Optional;
import java.util.UUID;

/** The token of a mail's link, {@code <user id>.<256 bits in base64url>}. Only the hash of the secret is stored. */
public record MailToken(UUID userId, String secret) {

    /** The token of a text; empty where the text does not have the form of a token. */
    public static Optional<MailToken> parse(String text) {
        return TokenSecret.parse(text, MailToken::new);
    }

    /** SHA-256 of the secret. */
    public String hash() {
        return TokenSecret.hash(secret);
    }

    /** The token's text in the link. */
    public String text() {
        return userId + "." + secret;
    }

    @Override
    public String toString() {
        return "MailToken[of " + userId + "]";
    }
}
