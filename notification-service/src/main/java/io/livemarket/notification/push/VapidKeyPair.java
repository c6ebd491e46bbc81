package io.livemarket.notification.push;

import com.interaso.webpush.VapidKeys;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The key pair by which push services identify this installation (RFC 8292). A device subscribes with a public key, and
 * only pushes that the pair's private key signs reach it.
 */
public final class VapidKeyPair {

    private static final int LENGTH = 32;
    private static final Base64.Encoder TO_TEXT = Base64.getUrlEncoder().withoutPadding();
    private static final String SETTINGS =
            "set livemarket.notification.push.public-key and .private-key, or .keys-file";

    private final VapidKeys keys;

    private VapidKeyPair(VapidKeys keys) {
        this.keys = keys;
    }

    /**
     * The pair of two base64url texts.
     *
     * @throws IllegalStateException when one is absent or they are no pair; its message does not quote them
     */
    public static VapidKeyPair of(@Nullable String publicKey, @Nullable String privateKey) {
        if (publicKey == null || publicKey.isBlank() || privateKey == null || privateKey.isBlank()) {
            throw new IllegalStateException("There are no VAPID keys: " + SETTINGS);
        }
        try {
            VapidKeyPair pair =
                    new VapidKeyPair(VapidKeys.fromUncompressedBytes(publicKey.strip(), privateKey.strip()));
            pair.check();
            return pair;
        } catch (RuntimeException e) {
            throw new IllegalStateException("The VAPID keys are not valid: " + SETTINGS);
        }
    }

    /**
     * The pair in a file. Creates the file with a new pair, readable by its owner only, when there is none; several
     * processes may do so at a time and get one pair.
     */
    public static VapidKeyPair in(Path file) {
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            List<String> lines = Files.readAllLines(file);
            return of(lines.getFirst(), lines.getLast());
        } catch (IOException e) {
            throw new IllegalStateException("The VAPID keys' file can't be read or made: " + file, e);
        }
    }

    private static void create(Path file) throws IOException {
        VapidKeyPair made = new VapidKeyPair(VapidKeys.generate());
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path unfinished = Files.createTempFile(file.toAbsolutePath().getParent(), "vapid", ".new", ownersOnly(file));
        Files.write(unfinished, List.of(made.publicKey(), TO_TEXT.encodeToString(made.secret())));
        try {
            Files.createLink(file, unfinished);
        } catch (FileAlreadyExistsException e) {
            // Another instance created the file first: its pair is used.
        } finally {
            Files.delete(unfinished);
        }
    }

    private static FileAttribute<?>[] ownersOnly(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Checks that the keys are a pair: the public key verifies a signature of the private key. */
    private void check() {
        try {
            byte[] text = {1, 2, 3};
            var signer = java.security.Signature.getInstance("SHA256withECDSA");
            signer.initSign(keys.getPrivateKey());
            signer.update(text);
            byte[] signature = signer.sign();
            signer.initVerify(keys.getPublicKey());
            signer.update(text);
            if (!signer.verify(signature)) {
                throw new IllegalStateException("not a pair");
            }
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException("not a pair", e);
        }
    }

    VapidKeys keys() {
        return keys;
    }

    /** The public key with which devices subscribe ({@code applicationServerKey}), base64url. */
    public String publicKey() {
        return TO_TEXT.encodeToString(keys.getApplicationServerKey());
    }

    /** The private key's 32 bytes. */
    public byte[] secret() {
        byte[] bytes = new byte[LENGTH];
        byte[] number = toBytes(keys.getPrivateKey().getS());
        System.arraycopy(number, 0, bytes, LENGTH - number.length, number.length);
        return bytes;
    }

    private static byte[] toBytes(BigInteger number) {
        byte[] signed = number.toByteArray();
        return signed[0] == 0 && signed.length > 1 ? java.util.Arrays.copyOfRange(signed, 1, signed.length) : signed;
    }

    @Override
    public String toString() {
        return "VapidKeyPair[]";
    }
}
