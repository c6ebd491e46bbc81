package io.livemarket.auth.domain;

import io.livemarket.events.Ids;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The token of a mail's link, {@code <user id>.<256 bits in base64url>}. Only the hash of the secret is kept. */
public record MailToken(UUID userId, String secret) {

    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");

    /** The token that a text holds; empty where it cannot be one of ours. */
    public static Optional<MailToken> parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 0 || !SECRET.matcher(text.substring(dot + 1)).matches()) {
            return Optional.empty();
        }
        return Ids.parse(text.substring(0, dot)).map(user -> new MailToken(user, text.substring(dot + 1)));
    }

    /** SHA-256 of the secret. It has 256 random bits, so that nothing slower is needed. */
    public String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not available", e);
        }
    }

    /** What the link carries. */
    public String text() {
        return userId + "." + secret;
    }

    @Override
    public String toString() {
        return "MailToken[of " + userId + "]";
    }
}
