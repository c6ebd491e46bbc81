package io.livemarket.events.chat;

import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A command of a service account of the marketplace to a chat in which it does not participate. chat-service publishes
 * such commands for tokens of service accounts with the scope; no client's event becomes one.
 */
public sealed interface SystemCommand extends ChatCommand {

    /**
     * Opens a private chat between two users, or a group with a person of support.
     *
     * @param participants the two users of a private chat, or all members of a group; in a private chat without
     *     {@code support} about a listing that the platform does not know the first user is the buyer
     * @param subject the thing that a private chat is about; absent for a group, and for a chat about nothing
     * @param support the participant that gets the role {@code support}, and becomes the first admin of a group; absent
     *     for a private chat without a person of support
     * @param name a group's name; absent for a private chat
     * @param history the messages that a later member of a group sees; absent for {@link GroupHistory#JOINING}, and for
     *     a private chat
     */
    @EventType("chat.open-chat-between.v1")
    record OpenChatBetween(
            UUID chatId,
            UUID actorId,
            List<UUID> participants,
            Instant requestedAt,
            @Nullable Subject subject,
            @Nullable UUID support,
            @Nullable String name,
            @Nullable GroupHistory history)
            implements SystemCommand {

        /** Opens a private chat without a person of support. */
        public OpenChatBetween(
                UUID chatId, UUID actorId, List<UUID> participants, Instant requestedAt, @Nullable Subject subject) {
            this(chatId, actorId, participants, requestedAt, subject, null, null, null);
        }

        /** Whether a group is to be opened: it has a name, and a private chat has none. */
        public boolean opensGroup() {
            return name != null;
        }
    }

    /**
     * Sends a message of the marketplace itself to all participants of a chat.
     *
     * @param messageId the id of the message if it is accepted, UUIDv7
     * @param clientMessageId the service's idempotency key
     */
    @EventType("chat.send-system-message.v1")
    record SendSystemMessage(
            UUID chatId,
            UUID actorId,
            UUID messageId,
            @Nullable String content,
            @Nullable String clientMessageId,
            Instant requestedAt)
            implements SystemCommand {

        /** The message as one that a participant would send, by which a repeat is compared with the first one. */
        public ChatCommand.SendMessage asMessage() {
            return new ChatCommand.SendMessage(
                    chatId,
                    actorId,
                    null,
                    messageId,
                    MessageType.TEXT,
                    content,
                    null,
                    null,
                    null,
                    clientMessageId,
                    requestedAt);
        }
    }
}
