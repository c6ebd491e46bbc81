package io.livemarket.auth.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * A key that signs access tokens.
 *
 * @param privateJwk the key pair as a JWK; never leaves auth-service
 * @param signsFrom when it begins to sign
 * @param retiresAt when no token that it signed can be good any more; null while it is the newest
 */
public record SigningKey(UUID keyId, String privateJwk, Instant createdAt, Instant signsFrom, Instant retiresAt) {

    /** The same, to be verified with until then. */
    public SigningKey retiring(Instant at) {
        return new SigningKey(keyId, privateJwk, createdAt, signsFrom, at);
    }

    /** Whether tokens that it signed may still be good. */
    public boolean verifiesAt(Instant now) {
        return retiresAt == null || now.isBefore(retiresAt);
    }

    @Override
    public String toString() {
        return "SigningKey[" + keyId + "]";
    }
}
