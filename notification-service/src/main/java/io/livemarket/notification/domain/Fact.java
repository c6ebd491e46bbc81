package io.livemarket.notification.domain;

import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.UUID;

/**
 * Something that happened and concerns one user, as far as notifying needs to know it. The user is the record's key.
 */
public sealed interface Fact {

    /**
     * The user is in a chat.
     *
     * @param invitedBy who put them into a group, or null
     * @param chatName the group's, or null
     */
    @EventType("notification.joined.v1")
    record Joined(UUID chatId, UUID invitedBy, Instant at, String chatName) implements Fact {

        /** Into a chat without a name. */
        public Joined(UUID chatId, UUID invitedBy, Instant at) {
            this(chatId, invitedBy, at, null);
        }
    }

    /**
     * Somebody else wrote.
     *
     * @param first whether it is the first message ever between two people
     */
    @EventType("notification.message.v1")
    record Message(UUID chatId, long seq, UUID senderId, boolean first) implements Fact {}

    /** Another took back a message. */
    @EventType("notification.deleted.v1")
    record Deleted(UUID chatId, long seq) implements Fact {}

    /** A device of the user's has everything up to there. */
    @EventType("notification.delivered.v1")
    record Delivered(UUID chatId, long upToSeq) implements Fact {}

    /** The user read everything up to there. */
    @EventType("notification.read.v1")
    record Read(UUID chatId, long upToSeq, Instant at) implements Fact {}

    /** The user deleted the account. */
    @EventType("notification.forgotten.v1")
    record Forgotten() implements Fact {}

    /** The user took the chat off the list. */
    @EventType("notification.hidden.v1")
    record Hidden(UUID chatId, Instant at) implements Fact {}

    /** The user's own message brought a chat back that the user had hidden. */
    @EventType("notification.brought-back.v1")
    record BroughtBack(UUID chatId) implements Fact {}

    /** The user blocked somebody, or no longer does. */
    @EventType("notification.block.v1")
    record Block(UUID other, boolean blocked) implements Fact {}

    /**
     * Something else that the user is to be told, once.
     *
     * @param id made from the event's, so that the same one is the same notification
     */
    @EventType("notification.other.v1")
    record Other(UUID id, String kind, UUID subject, UUID actorId, Instant at) implements Fact {}
}
