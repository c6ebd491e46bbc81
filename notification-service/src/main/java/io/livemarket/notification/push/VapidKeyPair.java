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

/** The key pair by which push services know us (RFC 8292). Devices subscribe to it; another one can't push to them. */
public final class VapidKeyPair {

    private static final int LENGTH = 32;
    private static final Base64.Encoder TO_TEXT = Base64.getUrlEncoder().withoutPadding();
    private static final String HOW = "set livemarket.notification.push.public-key and .private-key, or .keys-file";

    private final VapidKeys keys;

    private VapidKeyPair(VapidKeys keys) {
        this.keys = keys;
    }

    /**
     * The pair of two base64url texts.
     *
     * @throws IllegalStateException when they are none, without quoting them
     */
    public static VapidKeyPair of(String publicKey, String privateKey) {
        if (publicKey == null || publicKey.isBlank() || privateKey == null || privateKey.isBlank()) {
            throw new IllegalStateException("There are no VAPID keys: " + HOW);
        }
        try {
            VapidKeyPair pair =
                    new VapidKeyPair(VapidKeys.fromUncompressedBytes(publicKey.strip(), privateKey.strip()));
            pair.check();
            return pair;
        } catch (RuntimeException e) {
            throw new IllegalStateException("The VAPID keys are not valid: " + HOW);
        }
    }

    /**
     * The pair that a file holds; made, for its owner's eyes alone, when there is no such file. Safe among processes.
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
            // Another instance was first: its keys are ours.
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

    /** That both belong together: what one signs, the other verifies. */
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

    /** What devices subscribe with ({@code applicationServerKey}), base64url. */
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
