package io.livemarket.loadtest.messages;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** The id of a private chat as the protocol derives it, computed here to compare the server's id with it. */
public final class ChatIds {

    private static final UUID NAMESPACE = UUID.fromString("6f1d4c1e-2a5b-5c0e-9b63-1f0a7c9d4e21");

    private ChatIds() {}

    /** The UUIDv5 (RFC 9562, section 5.5) of the two user ids in ascending order, joined by a colon. */
    public static String between(String user, String other) {
        String name = user.compareTo(other) < 0 ? user + ':' + other : other + ':' + user;
        ByteBuffer hash = ByteBuffer.wrap(sha1(name));
        long most = hash.getLong() & 0xffff_ffff_ffff_0fffL | 0x5000L;
        long least = hash.getLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
        return new UUID(most, least).toString();
    }

    private static byte[] sha1(String name) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            digest.update(ByteBuffer.allocate(Long.BYTES * 2)
                    .putLong(NAMESPACE.getMostSignificantBits())
                    .putLong(NAMESPACE.getLeastSignificantBits())
                    .flip());
            return digest.digest(name.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
