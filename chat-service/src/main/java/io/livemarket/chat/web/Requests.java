package io.livemarket.chat.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.livemarket.chat.domain.Arrangement;
import io.livemarket.chat.domain.MessageRules;
import io.livemarket.events.chat.Attachment;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.GroupHistory;
import io.livemarket.events.chat.MessageType;
import io.livemarket.events.chat.Subject;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.money.Money;
import io.livemarket.kit.web.ApiException;
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
     * @param subject the thing that a private chat is about
     * @param history the messages of a group that a later member sees; absent for those from the joining on
     * @param support the participant that gets the role {@code support}; service accounts alone may name one
     */
    record OpenChat(
            @NotNull ChatType type,
            @NotNull @Size(max = 1000) List<@NotNull UUID> participants,
            @Nullable String name,
            @Nullable Subject subject,
            @Nullable GroupHistory history,
            @Nullable UUID support) {}

    /**
     * @param name the new name of a group, for all of its members; given alone
     * @param labels all labels of the chat from now on
     */
    record ArrangeChat(
            @Nullable String name,
            @Nullable Boolean pinned,
            @Nullable Boolean archived,

            @Size(max = Arrangement.MAX_LABELS) @Nullable List<@NotNull String> labels) {

        /** Whether the request names a part of the caller's arrangement. */
        boolean isArrangement() {
            return pinned != null || archived != null || labels != null;
        }
    }

    /** The users to invite into a group. */
    record Invite(@NotEmpty @Size(max = 100) List<@NotNull UUID> userIds) {}

    /** The answer to an invitation. */
    record AnswerInvitation(@NotNull Boolean accept) {}

    /** Whether a member is an admin from now on. */
    record ChangeMember(@NotNull Boolean admin) {}

    /** The types of messages in requests: those of messages, and that of a service account's messages. */
    enum SentType {
        @JsonProperty("text")
        TEXT,
        @JsonProperty("image")
        IMAGE,
        @JsonProperty("file")
        FILE,
        @JsonProperty("system")
        SYSTEM;

        /**
         * The type of a user's message.
         *
         * @throws ApiException {@code forbidden} for the type that service accounts alone send
         */
        static MessageType ofUser(@Nullable SentType type) {
            return switch (type) {
                case null -> MessageType.TEXT;
                case TEXT -> MessageType.TEXT;
                case IMAGE -> MessageType.IMAGE;
                case FILE -> MessageType.FILE;
                case SYSTEM -> throw new ApiException(ErrorCode.FORBIDDEN);
            };
        }
    }

    record SendMessage(
            @Nullable SentType type,
            @Nullable String content,

            @Size(max = MessageRules.MAX_ATTACHMENTS) @Nullable
            List<@NotNull Attachment> attachments,

            @Nullable UUID productId,
            @Nullable UUID replyTo,

            @Size(min = 1, max = MessageRules.MAX_CLIENT_MESSAGE_ID) @Nullable
            String clientMessageId) {}

    /** A new offer. It has no constraints: a stranger learns of the chat before anything that is wrong with it. */
    record MakeOffer(
            @Nullable UUID productId,
            @Nullable Money price,
            @Nullable Long validForSeconds,
            @Nullable String clientMessageId) {}

    record CounterOffer(
            @Nullable Money price,
            @Nullable Long validForSeconds,
            @Nullable String clientMessageId) {}

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
