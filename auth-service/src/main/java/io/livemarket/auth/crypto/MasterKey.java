package io.livemarket.auth.crypto;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The secret from which every key that seals credentials is derived: 32 random bytes. Never shown, never logged. */
public final class MasterKey {

    /** Its length in bytes. */
    public static final int LENGTH = 32;

    private static final int FEWEST_DIFFERENT_BYTES = 8;
    private static final String HINT = " Make one with: openssl rand -base64 32";

    private final byte[] bytes;

    private MasterKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The key of a base64 text.
     *
     * @throws MasterKeyException when the text is absent, is not base64 of 32 bytes, or is plainly not random; the
     *     message does not quote the text
     */
    public static MasterKey parse(@Nullable String base64) {
        return parse("livemarket.auth.master-key", base64);
    }

    /**
     * The key of a setting's value.
     *
     * @throws MasterKeyException as {@link #parse(String)}; the message names the setting
     */
    public static MasterKey parse(String setting, @Nullable String base64) {
        if (base64 == null || base64.isBlank()) {
            throw new MasterKeyException(setting + " is not set." + HINT);
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            throw new MasterKeyException(setting + " is not base64." + HINT);
        }
        if (bytes.length != LENGTH) {
            throw new MasterKeyException(setting + " holds " + bytes.length + " bytes, not " + LENGTH + "." + HINT);
        }
        if (different(bytes) < FEWEST_DIFFERENT_BYTES) {
            throw new MasterKeyException(setting + " is not random." + HINT);
        }
        return new MasterKey(bytes);
    }

    byte[] bytes() {
        return bytes;
    }

    private static long different(byte[] bytes) {
        return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1)
                .chars()
                .distinct()
                .count();
    }

    @Override
    public String toString() {
        return "MasterKey[]";
    }
}
