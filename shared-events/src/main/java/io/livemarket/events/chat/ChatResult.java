package io.livemarket.events.chat;

import io.livemarket.events.EventType;
import io.livemarket.events.errors.ErrorCode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a command to a chat, for the instance that sent it; the origin is the partition key. Kept for minutes.
 */
public sealed interface ChatResult {

    UUID commandId();

    UUID chatId();

    /**
     * The command was accepted. Published when the sender asked for an answer in any case, and when the command changed
     * nothing (a repeated command, or one for a state that holds already), since no event answers it then.
     *
     * @param version the chat's version after the command
     * @param duplicate whether nothing changed
     * @param message for a sent message, the message as it was first accepted; else absent
     * @param seq for a message that was deleted before, its place; absent for any other outcome, and where the place is
     *     not known
     * @param deletedAt for a message that was deleted before, the time of the deletion; absent where {@code seq} is
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

        /** The outcome of any command but a repeated deletion. */
        public CommandAccepted(
                UUID commandId, UUID chatId, long version, boolean duplicate, ChatEvent.@Nullable MessageSent message) {
            this(commandId, chatId, version, duplicate, message, null, null);
        }
    }

    /**
     * The command was rejected, and changed nothing.
     *
     * @param category of the rule on content that the command broke; absent for any other code
     * @param retryAfterMs milliseconds after which the command may be accepted; absent where the time is not known
     */
    @EventType("chat.command-refused.v1")
    record CommandRefused(
            UUID commandId,
            UUID chatId,
            ErrorCode code,
            @Nullable String category,
            @Nullable Long retryAfterMs) implements ChatResult {

        /** A rejection without a time. */
        public CommandRefused(UUID commandId, UUID chatId, ErrorCode code, @Nullable String category) {
            this(commandId, chatId, code, category, null);
        }

        /** A rejection without a category. */
        public CommandRefused(UUID commandId, UUID chatId, ErrorCode code) {
            this(commandId, chatId, code, null);
        }
    }
}
