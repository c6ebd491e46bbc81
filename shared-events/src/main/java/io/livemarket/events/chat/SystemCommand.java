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
     * Opens a private chat between two users.
     *
     * @param participants the two users; of a listing that the platform does not know the first one is the buyer
     * @param subject the thing that the chat is about; absent for a chat about nothing
     */
    @EventType("chat.open-chat-between.v1")
    record OpenChatBetween(
            UUID chatId,
            UUID actorId,
            List<UUID> participants,
            Instant requestedAt,
            @Nullable Subject subject) implements SystemCommand {}

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
