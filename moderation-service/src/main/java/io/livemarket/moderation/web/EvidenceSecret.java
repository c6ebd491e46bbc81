package io.livemarket.moderation.web;

import java.security.SecureRandom;
import java.util.Base64;

/** The secret of one address of evidence: 32 random bytes in base64 for addresses (RFC 4648, 5). */
record EvidenceSecret(String text) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    static EvidenceSecret next() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new EvidenceSecret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** A text without the secret, for logs. */
    @Override
    public String toString() {
        return "EvidenceSecret";
    }
}
