package io.livemarket.auth.tokens;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * Generates the secrets of tokens: 256 random bits in base64url, the form of
 * {@link io.livemarket.auth.domain.TokenSecret}.
 */
public final class RandomSecret {

    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomSecret() {}

    public static String next() {
        byte[] secret = new byte[BYTES];
        RANDOM.nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }
}
