package io.livemarket.chat.web;

import io.livemarket.chat.domain.MessageRules;
import io.livemarket.events.chat.Attachment;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.GroupHistory;
import io.livemarket.events.chat.MessageType;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The bodies of requests. Their constraints concern the form alone; the rules on content and participants are the
 * decider's.
 */
final class Requests {

    private Requests() {}

    /**
     * @param participants the participants beside the caller
     * @param history the messages of a group that a later member sees; absent for those from the joining on
     */
    record OpenChat(
            @NotNull ChatType type,
            @NotNull @Size(max = 1000) List<@NotNull UUID> participants,
            @Nullable String name,
            @Nullable GroupHistory history) {}

    /** @param name the new name of a group */
    record ChangeChat(@NotNull String name) {}

    /** The users to invite into a group. */
    record Invite(@NotEmpty @Size(max = 100) List<@NotNull UUID> userIds) {}

    /** The answer to an invitation. */
    record AnswerInvitation(@NotNull Boolean accept) {}

    /** Whether a member is an admin from now on. */
    record ChangeMember(@NotNull Boolean admin) {}

    record SendMessage(
            @Nullable MessageType type,
            @Nullable String content,

            @Size(max = MessageRules.MAX_ATTACHMENTS) @Nullable
            List<@NotNull Attachment> attachments,

            @Nullable UUID productId,
            @Nullable UUID replyTo,

            @Size(min = 1, max = MessageRules.MAX_CLIENT_MESSAGE_ID) @Nullable
            String clientMessageId) {}

    record EditMessage(@Nullable String content) {}

    /** The end of a receipt: {@code upToSeq}, or else {@code messageId}. */
    record Mark(@Nullable Long upToSeq, @Nullable UUID messageId) {}

    /**
     * @param chats chat → the version that the caller has
     * @param paged true if the caller repeats the request while the answer has {@code more}
     */
    record Sync(
            @NotNull @Size(max = 10_000) Map<UUID, @NotNull Long> chats,
            @Nullable Boolean paged) {}
}
