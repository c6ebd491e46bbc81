package io.livemarket.auth.tokens;

import io.livemarket.auth.crypto.Vault;
import io.livemarket.events.Ids;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A refresh token, {@code <family id>.<256 bits in base64url>}. Only the hash of the secret is ever stored.
 *
 * @param familyId a random (version 4) id, as secret as the rest
 */
public record RefreshToken(UUID familyId, String secret) {

    private static final int SECRET_BYTES = 32;
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** The first token of a new family. */
    public static RefreshToken ofNewFamily() {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return new RefreshToken(UUID.randomUUID(), Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /**
     * The tokens that may follow this one, the first of them where it was not used yet: its keyed hash under the master key that seals,
     * and under each further one that is accepted. Every instance finds the same ones, and without a master key they are random bits.
     */
    public List<RefreshToken> successors(Vault vault) {
        return vault.fingerprints("refresh-token", text()).stream().map(next -> new RefreshToken(familyId, next)).toList();
    }

    /** The token that a text holds; empty when it can't be one of ours. */
    public static Optional<RefreshToken> parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 0 || !SECRET.matcher(text.substring(dot + 1)).matches()) {
            return Optional.empty();
        }
        return Ids.parse(text.substring(0, dot)).map(family -> new RefreshToken(family, text.substring(dot + 1)));
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

    /** What the client gets. */
    public String text() {
        return familyId + "." + secret;
    }

    @Override
    public String toString() {
        return "RefreshToken[]";
    }
}
