package io.livemarket.notification.push;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * Seals where devices are pushed to: AES-256-GCM under a key derived from the VAPID private key by HKDF-SHA256 (RFC 5869), a
 * random nonce per value, bound to the record's key. Who loses that key loses nothing more: subscriptions are good only for
 * pushes that it signs. Safe for use by any number of threads.
 */
public final class Seal {

    private static final int NONCE_LENGTH = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_LENGTH = 32;

    private final SecureRandom random = new SecureRandom();
    private final SecretKey key;

    /** @param secret the VAPID private key's bytes */
    public Seal(byte[] secret) {
        try {
            key = KDF.getInstance("HKDF-SHA256").deriveKey("AES", HKDFParameterSpec.ofExtract().addIKM(secret)
                    .thenExpand("livemarket.notification subscriptions".getBytes(StandardCharsets.UTF_8), KEY_LENGTH));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HKDF-SHA256 is not available", e);
        }
    }

    /** The value, sealed for a record key. */
    public byte[] seal(String recordKey, byte[] value) {
        byte[] nonce = new byte[NONCE_LENGTH];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, recordKey, nonce);
            ByteBuffer sealed = ByteBuffer.allocate(NONCE_LENGTH + cipher.getOutputSize(value.length)).put(nonce);
            cipher.doFinal(ByteBuffer.wrap(value), sealed);
            return sealed.array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is not available", e);
        }
    }

    /**
     * The value that was sealed.
     *
     * @throws UnopenableException when it was not sealed with this key for this record key
     */
    public byte[] open(String recordKey, byte[] sealed) {
        if (sealed == null || sealed.length < NONCE_LENGTH + TAG_BITS / Byte.SIZE) {
            throw new UnopenableException();
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, recordKey, Arrays.copyOf(sealed, NONCE_LENGTH))
                    .doFinal(sealed, NONCE_LENGTH, sealed.length - NONCE_LENGTH);
        } catch (GeneralSecurityException e) {
            throw new UnopenableException();
        }
    }

    private Cipher cipher(int mode, String recordKey, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(recordKey.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** Sealed with another key, or broken. */
    public static final class UnopenableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnopenableException() {
            super("Not sealed with this VAPID key", null, false, false);
        }
    }
}
