package io.livemarket.chat.hook;

import io.livemarket.events.Json;
import io.livemarket.events.chat.Attachment;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatCommand.EditMessage;
import io.livemarket.events.chat.ChatCommand.SendMessage;
import io.livemarket.events.chat.MessageType;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message, as the hook gets it.
 *
 * @param to the other participant, where the message may open the chat
 * @param edit whether the content replaces that of a message that was sent
 * @param type absent for an edited message
 */
record HookedMessage(
        UUID chatId,
        UUID messageId,
        UUID senderId,
        @Nullable UUID to,
        boolean edit,
        @Nullable MessageType type,
        @Nullable String content,
        List<UUID> fileIds) {

    static final String TYPE = "chat.message-check.v1";

    /** The body of a request, with the names of Standard Webhooks. */
    private record Body(UUID id, String type, Instant timestamp, HookedMessage data) {}

    private static HookedMessage of(SendMessage send) {
        List<Attachment> attachments = Objects.requireNonNullElse(send.attachments(), List.of());
        return new HookedMessage(
                send.chatId(),
                send.messageId(),
                send.actorId(),
                send.to(),
                false,
                send.type(),
                send.content(),
                attachments.stream().map(Attachment::fileId).toList());
    }

    private static HookedMessage of(EditMessage edit) {
        return new HookedMessage(
                edit.chatId(), edit.messageId(), edit.actorId(), null, true, null, edit.content(), List.of());
    }

    /**
     * The body of the request about a command.
     *
     * @throws IllegalArgumentException for a command without content
     */
    static byte[] body(UUID commandId, ChatCommand command) {
        HookedMessage message = switch (command) {
            case SendMessage send -> of(send);
            case EditMessage edit -> of(edit);
            default ->
                throw new IllegalArgumentException(
                        "No content: " + command.getClass().getSimpleName());
        };
        return Json.bytes(new Body(commandId, TYPE, command.requestedAt(), message));
    }

    /** Without the content. */
    @Override
    public String toString() {
        return "HookedMessage[" + messageId + "]";
    }
}
