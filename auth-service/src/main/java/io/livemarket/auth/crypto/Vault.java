package io.livemarket.auth.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Seals values that only auth-service may read: AES-256-GCM (NIST SP 800-38D), with a key for each purpose derived from
 * the master key by HKDF-SHA256 (RFC 5869), and a random nonce for each value. A value can be opened only for the
 * purpose and the record key for which it was sealed, so it cannot be moved to another topic or account. One master key
 * seals; values of the other accepted keys can be opened too.
 *
 * <p>A sealed value is {@code version (1 byte), key id (4), nonce (12), ciphertext and tag}. Safe for use by any number
 * of threads.
 */
public final class Vault {

    private static final byte VERSION = 1;
    private static final int KEY_ID_LENGTH = 4;
    private static final int NONCE_LENGTH = 12;
    private static final int HEADER_LENGTH = 1 + KEY_ID_LENGTH + NONCE_LENGTH;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final Derived current;
    private final List<Derived> all;

    public Vault(MasterKey master) {
        this(master, List.of());
    }

    /**
     * @param master the key that seals
     * @param accepted further keys, whose sealed values can be opened
     */
    public Vault(MasterKey master, List<MasterKey> accepted) {
        this.current = new Derived(master);
        this.all = Stream.concat(Stream.of(current), accepted.stream().map(Derived::new))
                .toList();
    }

    /** The id of the master key that seals; it reveals nothing of the key. */
    public int sealingKeyId() {
        return ByteBuffer.wrap(current.id).getInt();
    }

    /** Whether other master keys are accepted. */
    public boolean acceptsOthers() {
        return all.size() > 1;
    }

    /** Seals a value for a purpose (a topic's or store's name) and a record key. */
    public byte[] seal(String purpose, String recordKey, byte[] value) {
        byte[] nonce = new byte[NONCE_LENGTH];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, current, purpose, recordKey, nonce);
            ByteBuffer sealed = ByteBuffer.allocate(HEADER_LENGTH + cipher.getOutputSize(value.length))
                    .put(VERSION)
                    .put(current.id)
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
     * @throws UnopenableException when it was not sealed with an accepted key for this purpose and record key
     */
    public byte[] open(String purpose, String recordKey, byte @Nullable [] sealed) {
        if (sealed == null || sealed.length < HEADER_LENGTH + TAG_BITS / Byte.SIZE || sealed[0] != VERSION) {
            throw new UnopenableException(purpose + ": not a sealed value", false, null);
        }
        Derived sealing = all.stream()
                .filter(key -> Arrays.equals(sealed, 1, 1 + KEY_ID_LENGTH, key.id, 0, KEY_ID_LENGTH))
                .findFirst()
                .orElseThrow(() -> new UnopenableException(
                        purpose + ": sealed with another livemarket.auth.master-key", true, null));
        byte[] nonce = Arrays.copyOfRange(sealed, 1 + KEY_ID_LENGTH, HEADER_LENGTH);
        try {
            return cipher(Cipher.DECRYPT_MODE, sealing, purpose, recordKey, nonce)
                    .doFinal(sealed, HEADER_LENGTH, sealed.length - HEADER_LENGTH);
        } catch (GeneralSecurityException e) {
            throw new UnopenableException(purpose + ": broken, or sealed for something else", false, e);
        }
    }

    /**
     * A keyed hash of a text (HMAC-SHA256, base64url) under the master key that seals: equal for equal texts, and no
     * help to guess the text without the key.
     */
    public String fingerprint(String purpose, String text) {
        return fingerprint(current, purpose, text);
    }

    /** The {@link #fingerprint} of a text under each master key, the one that seals first. */
    public List<String> fingerprints(String purpose, String text) {
        return all.stream().map(key -> fingerprint(key, purpose, text)).toList();
    }

    private static String fingerprint(Derived from, String purpose, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(from.key("mac:" + purpose, "HmacSHA256"));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is not available", e);
        }
    }

    private static Cipher cipher(int mode, Derived from, String purpose, String recordKey, byte[] nonce)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, from.key("seal:" + purpose, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(recordKey.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** The keys that are derived from one master key, and the master key's id. */
    private static final class Derived {

        private final Map<String, SecretKey> keys = new ConcurrentHashMap<>();
        private final SecretKey master;
        private final byte[] id;

        Derived(MasterKey master) {
            this.master = new SecretKeySpec(master.bytes(), "HKDF");
            this.id = Arrays.copyOf(derive("key-id", "Generic").getEncoded(), KEY_ID_LENGTH);
        }

        SecretKey key(String purpose, String algorithm) {
            return keys.computeIfAbsent(purpose, name -> derive(name, algorithm));
        }

        private SecretKey derive(String purpose, String algorithm) {
            try {
                return KDF.getInstance("HKDF-SHA256")
                        .deriveKey(
                                algorithm,
                                HKDFParameterSpec.ofExtract()
                                        .addIKM(master)
                                        .thenExpand(
                                                ("livemarket.auth " + purpose).getBytes(StandardCharsets.UTF_8),
                                                MasterKey.LENGTH));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("HKDF-SHA256 is not available", e);
            }
        }
    }
}
