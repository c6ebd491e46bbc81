package io.livemarket.events;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** How ids are made and read. */
public final class Ids {

    /** The namespace of private chats' ids; part of the protocol. */
    public static final UUID PRIVATE_CHATS = UUID.fromString("6f1d4c1e-2a5b-5c0e-9b63-1f0a7c9d4e21");

    private static final int CANONICAL_LENGTH = 36;

    private Ids() {}

    /** A new id that sorts by time (UUIDv7, RFC 9562 section 5.7). */
    public static UUID next() {
        return UuidCreator.getTimeOrderedEpochPlus1();
    }

    /**
     * The id of the private chat of two users: UUIDv5 (RFC 9562 section 5.5) of both ids, ascending as text, joined by a
     * colon. The same whoever asks, so that two first messages at once open one chat.
     */
    public static UUID privateChat(UUID one, UUID other) {
        String a = one.toString();
        String b = other.toString();
        return UuidCreator.getNameBasedSha1(PRIVATE_CHATS, a.compareTo(b) <= 0 ? a + ":" + b : b + ":" + a);
    }

    /** An id made from another and a name (UUIDv5): the same for the same, so that a repeated request names the same. */
    public static UUID named(UUID namespace, String name) {
        return UuidCreator.getNameBasedSha1(namespace, name);
    }

    /** The id that a text in canonical form holds, upper or lower case; empty for anything else. */
    public static Optional<UUID> parse(String text) {
        if (text == null || text.length() != CANONICAL_LENGTH) {
            return Optional.empty();
        }
        try {
            UUID id = UUID.fromString(text);
            return id.toString().equals(text.toLowerCase(Locale.ROOT)) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
