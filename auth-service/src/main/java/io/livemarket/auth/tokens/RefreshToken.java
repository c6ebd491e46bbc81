package io.livemarket.auth.tokens;

import io.livemarket.auth.crypto.Vault;
import io.livemarket.auth.domain.TokenSecret;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A refresh token, {@code <family id>.<256 bits in base64url>}. Only the hash of the secret is ever stored.
 *
 * @param familyId a random (version 4) id, as secret as the rest
 */
public record RefreshToken(UUID familyId, String secret) {

    /** The first token of a new family. */
    public static RefreshToken ofNewFamily() {
        return new RefreshToken(UUID.randomUUID(), RandomSecret.next());
    }

    /**
     * The tokens that may follow this one, the first of them where it was not used yet: its keyed hash under the master
     * key that seals, and under each further one that is accepted. Every instance finds the same ones, and without a
     * master key they are random bits.
     */
    public List<RefreshToken> successors(Vault vault) {
        return vault.fingerprints("refresh-token", text()).stream()
                .map(next -> new RefreshToken(familyId, next))
                .toList();
    }

    /** The token that a text holds; empty when it can't be one of ours. */
    public static Optional<RefreshToken> parse(String text) {
        return TokenSecret.parse(text, RefreshToken::new);
    }

    /** SHA-256 of the secret. */
    public String hash() {
        return TokenSecret.hash(secret);
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
