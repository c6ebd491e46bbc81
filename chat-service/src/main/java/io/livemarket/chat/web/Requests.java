package io.livemarket.chat.web;

import io.livemarket.chat.domain.MessageRules;
import io.livemarket.events.chat.Attachment;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.MessageType;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What callers send. The rules about content and participants are the decider's; these are about shape alone. */
final class Requests {

    private Requests() {}

    /** @param participants everybody else */
    record OpenChat(
            @NotNull ChatType type,
            @NotNull @Size(max = 1000) List<@NotNull UUID> participants,
            String name) {}

    record SendMessage(
            MessageType type,
            String content,
            @Size(max = MessageRules.MAX_ATTACHMENTS) List<@NotNull Attachment> attachments,
            UUID productId,
            UUID replyTo,

            @Size(min = 1, max = MessageRules.MAX_CLIENT_MESSAGE_ID)
            String clientMessageId) {}

    record EditMessage(String content) {}

    /** One of both. */
    record Mark(Long upToSeq, UUID messageId) {}

    /**
     * @param chats chat → the version that the caller knows
     * @param paged true where the caller asks again while the answer has {@code more}
     */
    record Sync(@NotNull @Size(max = 10_000) Map<UUID, @NotNull Long> chats, Boolean paged) {}
}
