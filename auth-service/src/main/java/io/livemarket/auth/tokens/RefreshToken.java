package io.livemarket.auth.tokens;

import io.livemarket.auth.crypto.Vault;
import io.livemarket.auth.domain.TokenSecret;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A refresh token, {@code <family id>.<256 bits in base64url>}. Only the hash of the secret is stored.
 *
 * @param familyId a random (version 4) id, as secret as {@code secret}
 */
public record RefreshToken(UUID familyId, String secret) {

    /** The first token of a new family. */
    public static RefreshToken ofNewFamily() {
        return new RefreshToken(UUID.randomUUID(), RandomSecret.next());
    }

    /**
     * The possible successors of this token: its keyed hash under the master key that seals, and under each further
     * accepted key. The first one is the successor of a token that was not used yet. Every instance computes equal
     * successors, and without a master key they look like random bits.
     */
    public List<RefreshToken> successors(Vault vault) {
        return vault.fingerprints("refresh-token", text()).stream()
                .map(next -> new RefreshToken(familyId, next))
                .toList();
    }

    /** The token of a text; empty where the text does not have the form of a token. */
    public static Optional<RefreshToken> parse(String text) {
        return TokenSecret.parse(text, RefreshToken::new);
    }

    /** SHA-256 of the secret. */
    public String hash() {
        return TokenSecret.hash(secret);
    }

    /** The token's text, which the client gets. */
    public String text() {
        return familyId + "." + secret;
    }

    @Override
    public String toString() {
        return "RefreshToken[]";
    }
}
