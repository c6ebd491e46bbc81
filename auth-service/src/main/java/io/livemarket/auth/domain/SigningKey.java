package io.livemarket.auth.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key that signs access tokens.
 *
 * @param privateJwk the key pair as a JWK; never leaves auth-service
 * @param signsFrom the time from which the key signs
 * @param retiresAt the time from which no token that the key signed is valid; absent while it is the newest key
 */
public record SigningKey(
        UUID keyId,
        String privateJwk,
        Instant createdAt,
        Instant signsFrom,
        @Nullable Instant retiresAt) {

    /** This key, which verifies until {@code at}. */
    public SigningKey retiring(Instant at) {
        return new SigningKey(keyId, privateJwk, createdAt, signsFrom, at);
    }

    /** Whether a token that the key signed can be valid at {@code now}. */
    public boolean verifiesAt(Instant now) {
        return retiresAt == null || now.isBefore(retiresAt);
    }

    @Override
    public String toString() {
        return "SigningKey[" + keyId + "]";
    }
}
