package io.livemarket.events.chat;

import io.livemarket.events.EventType;
import io.livemarket.events.errors.ErrorCode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of a command, for the instance that asked; the origin is the partition key. Kept for minutes. */
public sealed interface ChatResult {

    UUID commandId();

    UUID chatId();

    /**
     * The command was accepted. Written when the asker wanted an answer in any case, and when the command changed
     * nothing (a repeated one, or one that asks for what already is), since no event then answers it.
     *
     * @param version the chat's version after it
     * @param duplicate whether nothing changed
     * @param message for a sent message, the message as it was first accepted; else null
     * @param seq for a message that was deleted before, its place; null for anything else, or where that is not known
     * @param deletedAt for a message that was deleted before, when; null where {@code seq} is
     */
    @EventType("chat.command-accepted.v1")
    record CommandAccepted(
            UUID commandId,
            UUID chatId,
            long version,
            boolean duplicate,
            ChatEvent.@Nullable MessageSent message,
            @Nullable Long seq,
            @Nullable Instant deletedAt)
            implements ChatResult {

        /** An outcome for anything but a repeated deletion. */
        public CommandAccepted(
                UUID commandId, UUID chatId, long version, boolean duplicate, ChatEvent.@Nullable MessageSent message) {
            this(commandId, chatId, version, duplicate, message, null, null);
        }
    }

    /**
     * The command was refused, and changed nothing.
     *
     * @param category of the rule on content that it broke; null for any other code
     */
    @EventType("chat.command-refused.v1")
    record CommandRefused(UUID commandId, UUID chatId, ErrorCode code, @Nullable String category) implements ChatResult {

        /** A refusal that needs no category. */
        public CommandRefused(UUID commandId, UUID chatId, ErrorCode code) {
            this(commandId, chatId, code, null);
        }
    }
}
