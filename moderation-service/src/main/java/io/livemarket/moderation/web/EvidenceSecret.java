package io.livemarket.moderation.web;

import java.security.SecureRandom;
import java.util.Base64;

/** The secret of one URL of evidence: 32 random bytes in base64url (RFC 4648, section 5). */
record EvidenceSecret(String text) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    static EvidenceSecret next() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new EvidenceSecret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Without the secret, so that a log does not have it. */
    @Override
    public String toString() {
        return "EvidenceSecret";
    }
}
