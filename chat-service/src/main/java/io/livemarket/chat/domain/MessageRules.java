package io.livemarket.chat.domain;

import io.livemarket.events.Ids;
import io.livemarket.events.chat.Attachment;
import io.livemarket.events.chat.ChatCommand.OpenChat;
import io.livemarket.events.chat.ChatCommand.SendMessage;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.MessageType;
import io.livemarket.events.chat.Subject;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.text.Texts;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The limits on messages and chats that do not depend on the chat's state. */
public final class MessageRules {

    /** The most Unicode code points of a message, so that most emojis count as one character. */
    static final int MAX_CONTENT = 8_000;

    static final int MAX_GROUP = 100;
    static final int MAX_NAME = 100;
    public static final int MAX_ATTACHMENTS = 10;
    public static final int MAX_CLIENT_MESSAGE_ID = 64;

    private MessageRules() {}

    /** The reason for which a message is malformed; empty for a well-formed one. */
    static Optional<ErrorCode> message(SendMessage send) {
        List<Attachment> attachments = send.attachments() == null ? List.of() : send.attachments();
        if (send.messageId() == null
                || send.type() == null
                || attachments.size() > MAX_ATTACHMENTS
                || !attachments.stream().allMatch(MessageRules::namesItsFile)
                || tooLong(send.clientMessageId(), MAX_CLIENT_MESSAGE_ID)
                || !isValidSubject(send)) {
            return Optional.of(ErrorCode.INVALID_REQUEST);
        }
        boolean captionOnly = send.type() != MessageType.TEXT && !attachments.isEmpty();
        if (captionOnly && !Texts.isVisible(send.content())) {
            return Optional.empty();
        }
        return content(send.content());
    }

    /** The reason for which a message of a service account is malformed; empty for a well-formed one. */
    static Optional<ErrorCode> systemMessage(SendMessage send) {
        return send.messageId() == null || tooLong(send.clientMessageId(), MAX_CLIENT_MESSAGE_ID)
                ? Optional.of(ErrorCode.INVALID_REQUEST)
                : content(send.content());
    }

    /** The reason for which a text is no content of a message; empty for a valid one. */
    static Optional<ErrorCode> content(@Nullable String content) {
        if (!Texts.isVisible(content)) {
            return Optional.of(ErrorCode.CONTENT_EMPTY);
        }
        return tooLong(content, MAX_CONTENT) ? Optional.of(ErrorCode.CONTENT_TOO_LONG) : Optional.empty();
    }

    /** A subject belongs to a recipient, and a product in the message is then the one that the chat is about. */
    private static boolean isValidSubject(SendMessage send) {
        Subject subject = send.subject();
        return subject == null
                || send.to() != null
                        && subject.wellFormed()
                        && (send.productId() == null
                                || subject.productId()
                                        .filter(send.productId()::equals)
                                        .isPresent());
    }

    /** The reason for which the participants cannot form a chat of this type; empty when they can. */
    static Optional<ErrorCode> participants(OpenChat open) {
        if (open.type() == null
                || open.participants() == null
                || open.participants().stream().anyMatch(Objects::isNull)
                || new HashSet<>(open.participants()).size()
                        != open.participants().size()
                || !open.participants().contains(open.actorId())
                || open.participants().size() < 2) {
            return Optional.of(ErrorCode.INVALID_PARTICIPANTS);
        }
        if (open.subject() != null
                && (open.type() != ChatType.PRIVATE || !open.subject().wellFormed())) {
            return Optional.of(ErrorCode.INVALID_REQUEST);
        }
        if (open.type() == ChatType.PRIVATE) {
            boolean pair = open.participants().size() == 2
                    && open.chatId()
                            .equals(Ids.privateChat(
                                    open.participants().get(0),
                                    open.participants().get(1),
                                    open.subject()));
            return pair ? Optional.empty() : Optional.of(ErrorCode.INVALID_PARTICIPANTS);
        }
        if (open.participants().size() > MAX_GROUP) {
            return Optional.of(ErrorCode.GROUP_TOO_LARGE);
        }
        return isValidGroupName(open.name()) ? Optional.empty() : Optional.of(ErrorCode.INVALID_REQUEST);
    }

    /**
     * Whether a group may have this name: visible, at most {@value #MAX_NAME} code points, and without a character that
     * changes the direction of the surrounding text.
     */
    public static boolean isValidGroupName(@Nullable String name) {
        return name != null && Texts.isVisible(name) && !Texts.turnsDirection(name) && !tooLong(name, MAX_NAME);
    }

    private static boolean namesItsFile(@Nullable Attachment attachment) {
        return attachment != null && attachment.fileId() != null;
    }

    private static boolean tooLong(@Nullable String text, int max) {
        return text != null && text.length() > max && text.codePointCount(0, text.length()) > max;
    }
}
