package io.livemarket.auth.tokens;

import java.security.SecureRandom;
import java.util.Base64;

/** The random secrets of tokens: 256 bits in base64url, as {@link io.livemarket.auth.domain.TokenSecret} reads them. */
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
