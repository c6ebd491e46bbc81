package io.livemarket.notification.push;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * Seals push subscriptions, and webhooks with their secrets: AES-256-GCM under a key derived from the VAPID private key
 * by HKDF-SHA256 (RFC 5869), with a random nonce for each value, bound to the record's key. Values that an accepted
 * VAPID key sealed can be opened too. A lost key loses no more than the pushes: a subscription accepts only pushes that
 * its VAPID key signs. Safe for use by any number of threads.
 */
public final class Seal {

    private static final int NONCE_LENGTH = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_LENGTH = 32;

    private final SecureRandom random = new SecureRandom();
    private final List<Sealing> keys;

    /** A key that seals, and the VAPID public key of the pair from which it is derived. */
    private record Sealing(SecretKey key, String publicKey) {}

    /**
     * A value that was opened.
     *
     * @param publicKey the VAPID public key of the pair with which the value was sealed
     */
    public record Opened(byte[] value, String publicKey) {}

    /** @param pairs the first of them seals; a value that any of them sealed can be opened */
    public Seal(VapidKeyPairs pairs) {
        keys = pairs.all().stream()
                .map(pair -> new Sealing(derive(pair.secret()), pair.publicKey()))
                .toList();
    }

    private static SecretKey derive(byte[] secret) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "AES",
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(secret)
                                    .thenExpand(
                                            "livemarket.notification subscriptions".getBytes(StandardCharsets.UTF_8),
                                            KEY_LENGTH));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HKDF-SHA256 is not available", e);
        }
    }

    /** Seals a value for a record key: 12 bytes of nonce, the encrypted value, 16 bytes of tag. */
    public byte[] seal(String recordKey, byte[] value) {
        byte[] nonce = new byte[NONCE_LENGTH];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, keys.getFirst().key(), recordKey, nonce);
            ByteBuffer sealed = ByteBuffer.allocate(NONCE_LENGTH + cipher.getOutputSize(value.length))
                    .put(nonce);
            cipher.doFinal(ByteBuffer.wrap(value), sealed);
            return sealed.array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is not available", e);
        }
    }

    /**
     * Opens a sealed value.
     *
     * @throws UnopenableException when it was not sealed with an accepted key for this record key
     */
    public Opened open(String recordKey, byte @Nullable [] sealed) {
        if (sealed == null || sealed.length < NONCE_LENGTH + TAG_BITS / Byte.SIZE) {
            throw new UnopenableException();
        }
        for (Sealing sealing : keys) {
            try {
                return new Opened(
                        cipher(Cipher.DECRYPT_MODE, sealing.key(), recordKey, Arrays.copyOf(sealed, NONCE_LENGTH))
                                .doFinal(sealed, NONCE_LENGTH, sealed.length - NONCE_LENGTH),
                        sealing.publicKey());
            } catch (AEADBadTagException e) {
                // Sealed with another key: a sealed value does not name its key.
                continue;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("AES-GCM is not available", e);
            }
        }
        throw new UnopenableException();
    }

    /** Whether a value was sealed with the key that seals now. */
    public boolean isOfCurrentKey(Opened opened) {
        return keys.getFirst().publicKey().equals(opened.publicKey());
    }

    private static Cipher cipher(int mode, SecretKey key, String recordKey, byte[] nonce)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(recordKey.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** The value was sealed with a key that is not accepted, for another record key, or was changed. */
    public static final class UnopenableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnopenableException() {
            super("Not sealed with an accepted VAPID key", null, false, false);
        }
    }
}
