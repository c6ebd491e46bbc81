package io.livemarket.events;

import com.github.f4b6a3.uuid.UuidCreator;
import io.livemarket.events.chat.Subject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes and parses the ids of the system, which are UUIDs (RFC 9562). */
public final class Ids {

    /** The namespace of the ids of private chats; part of the protocol. */
    public static final UUID PRIVATE_CHATS = UUID.fromString("6f1d4c1e-2a5b-5c0e-9b63-1f0a7c9d4e21");

    /** The namespace of the ids of users whose accounts an external issuer has; part of the protocol. */
    public static final UUID EXTERNAL_USERS = UUID.fromString("8a0f5d3c-77b1-5e46-9c52-d0e4b1a96f38");

    /** The number of characters of an id in canonical form. */
    public static final int CANONICAL_LENGTH = 36;

    private static final int TIME_ORDERED = 7;

    private Ids() {}

    /** A new id that sorts by time (UUIDv7, RFC 9562 section 5.7). */
    public static UUID next() {
        return UuidCreator.getTimeOrderedEpochPlus1();
    }

    /**
     * The id of the private chat of two users: UUIDv5 (RFC 9562 section 5.5) of both ids, ascending as text, joined by
     * a colon. The order of the two parameters does not matter, so that two first messages that are sent at the same
     * time open one chat.
     */
    public static UUID privateChat(UUID one, UUID other) {
        String a = one.toString();
        String b = other.toString();
        return UuidCreator.getNameBasedSha1(PRIVATE_CHATS, a.compareTo(b) <= 0 ? a + ":" + b : b + ":" + a);
    }

    /**
     * The id of a user whose account an external issuer has: UUIDv5 of the issuer and the user's id there, joined by a
     * space, which neither of them has.
     */
    public static UUID external(String issuer, String subject) {
        return UuidCreator.getNameBasedSha1(EXTERNAL_USERS, issuer + " " + subject);
    }

    /**
     * The id of the private chat of two users about a subject: UUIDv5 of both ids, ascending as text, the subject's
     * type and its id, joined by colons. Without a subject it is {@link #privateChat(UUID, UUID)}.
     *
     * @param subject well formed, or absent
     */
    public static UUID privateChat(UUID one, UUID other, @Nullable Subject subject) {
        if (subject == null) {
            return privateChat(one, other);
        }
        String a = one.toString();
        String b = other.toString();
        String pair = a.compareTo(b) <= 0 ? a + ":" + b : b + ":" + a;
        return UuidCreator.getNameBasedSha1(PRIVATE_CHATS, pair + ":" + subject.type() + ":" + subject.id());
    }

    /** The time at which {@link #next} made an id, in milliseconds since the epoch; empty for an id of another kind. */
    public static OptionalLong timeOf(UUID id) {
        return id.version() == TIME_ORDERED
                ? OptionalLong.of(id.getMostSignificantBits() >>> 16)
                : OptionalLong.empty();
    }

    /**
     * An id made from another id and a name (UUIDv5). Equal parameters give equal ids, so that a repeated request gets
     * the id of the first one.
     */
    public static UUID named(UUID namespace, String name) {
        return UuidCreator.getNameBasedSha1(namespace, name);
    }

    /** The id in a text of canonical form, in upper or lower case; empty for any other text. */
    public static Optional<UUID> parse(@Nullable String text) {
        return text == null || text.length() != CANONICAL_LENGTH
                ? Optional.empty()
                : parse(text.getBytes(StandardCharsets.ISO_8859_1), 0);
    }

    /**
     * The id in {@value #CANONICAL_LENGTH} bytes of ASCII in canonical form; empty for any other bytes.
     *
     * @param from the index of the first byte
     */
    public static Optional<UUID> parse(byte[] ascii, int from) {
        if (ascii.length - from < CANONICAL_LENGTH) {
            return Optional.empty();
        }
        long high = 0;
        long low = 0;
        int invalid = 0;
        for (int i = 0; i < CANONICAL_LENGTH; i++) {
            byte character = ascii[from + i];
            if (i == 8 || i == 13 || i == 18 || i == 23) {
                invalid |= character ^ '-';
            } else {
                int digit = digit(character);
                invalid |= digit & ~15;
                if (i < 18) {
                    high = high << 4 | digit & 15;
                } else {
                    low = low << 4 | digit & 15;
                }
            }
        }
        return invalid == 0 ? Optional.of(new UUID(high, low)) : Optional.empty();
    }

    /** The value of a hexadecimal digit; -1 for anything else. */
    private static int digit(byte character) {
        if (character >= '0' && character <= '9') {
            return character - '0';
        }
        int letter = (character | 0x20) - 'a';
        return letter >= 0 && letter < 6 ? letter + 10 : -1;
    }
}
