package io.livemarket.notification.domain;

import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event of another service, reduced to the part that decides one user's notifications. The user is given beside it.
 */
public sealed interface Fact {

    /**
     * The user became a participant of a chat.
     *
     * @param invitedBy the user who added this user to a group; absent for a private chat and for the group's creator
     * @param chatName the group's name; absent for a private chat
     */
    @EventType("notification.joined.v1")
    record Joined(
            UUID chatId,
            @Nullable UUID invitedBy,
            Instant at,
            @Nullable String chatName) implements Fact {

        /** The user became a participant of a chat without a name. */
        public Joined(UUID chatId, @Nullable UUID invitedBy, Instant at) {
            this(chatId, invitedBy, at, null);
        }
    }

    /**
     * Another participant sent a message.
     *
     * @param first whether it is the first message of a private chat
     */
    @EventType("notification.message.v1")
    record Message(UUID chatId, long seq, UUID senderId, boolean first) implements Fact {}

    /** A message was deleted by its sender. */
    @EventType("notification.deleted.v1")
    record Deleted(UUID chatId, long seq) implements Fact {}

    /** A device of the user confirmed all messages up to {@code upToSeq}. */
    @EventType("notification.delivered.v1")
    record Delivered(UUID chatId, long upToSeq) implements Fact {}

    /** The user read all messages up to {@code upToSeq}. */
    @EventType("notification.read.v1")
    record Read(UUID chatId, long upToSeq, Instant at) implements Fact {}

    /**
     * The user's watermarks in a large group rose.
     *
     * @param deliveredUpTo a device of the user has all messages up to this one
     * @param readUpTo the user read all messages up to this one; not above {@code deliveredUpTo}
     */
    @EventType("notification.receipt.v1")
    record Receipt(UUID chatId, long deliveredUpTo, long readUpTo, Instant at) implements Fact {}

    /** The user deleted the account. */
    @EventType("notification.forgotten.v1")
    record Forgotten() implements Fact {}

    /** The user hid the chat in the list of chats. */
    @EventType("notification.hidden.v1")
    record Hidden(UUID chatId, Instant at) implements Fact {}

    /** The user is not in the group any more, or is no longer invited. */
    @EventType("notification.left.v1")
    record Left(UUID chatId, Instant at) implements Fact {}

    /** The user's group has another name. */
    @EventType("notification.renamed.v1")
    record Renamed(UUID chatId, String chatName) implements Fact {}

    /** The user sent a message in a chat that the user had hidden, so that the chat is listed again. */
    @EventType("notification.brought-back.v1")
    record BroughtBack(UUID chatId) implements Fact {}

    /** The user blocked another user, or removed that block. */
    @EventType("notification.block.v1")
    record Block(UUID other, boolean blocked) implements Fact {}

    /**
     * An event without a chat of which the user is notified once.
     *
     * @param id the notification's id, derived from the event's id: an event that is consumed twice raises one
     *     notification
     * @param subject the id of the thing that the event is about, of a report for example; absent where it has none
     * @param actorId the user who caused the event; absent where that user stays unknown
     */
    @EventType("notification.other.v1")
    record Other(
            UUID id,
            String kind,
            @Nullable UUID subject,
            @Nullable UUID actorId,
            Instant at) implements Fact {}
}
