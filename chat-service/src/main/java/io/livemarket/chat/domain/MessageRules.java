package io.livemarket.chat.domain;

import io.livemarket.events.Ids;
import io.livemarket.events.chat.Attachment;
import io.livemarket.events.chat.ChatCommand.OpenChat;
import io.livemarket.events.chat.ChatCommand.SendMessage;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.MessageType;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.text.Texts;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;

/** What messages and chats may look like, whatever the chat's state. */
public final class MessageRules {

    /** In Unicode code points, so that an emoji counts as people count it, or close to it. */
    static final int MAX_CONTENT = 8_000;

    static final int MAX_GROUP = 100;
    static final int MAX_NAME = 100;
    public static final int MAX_ATTACHMENTS = 10;
    public static final int MAX_CLIENT_MESSAGE_ID = 64;

    private MessageRules() {}

    /** Why this message can't be, if so. */
    static Optional<ErrorCode> message(SendMessage send) {
        int attachments = send.attachments() == null ? 0 : send.attachments().size();
        if (send.messageId() == null
                || send.type() == null
                || attachments > MAX_ATTACHMENTS
                || attachments > 0 && !send.attachments().stream().allMatch(MessageRules::namesItsFile)
                || tooLong(send.clientMessageId(), MAX_CLIENT_MESSAGE_ID)) {
            return Optional.of(ErrorCode.INVALID_REQUEST);
        }
        boolean captionOnly = send.type() != MessageType.TEXT && attachments > 0;
        if (captionOnly && !Texts.isVisible(send.content())) {
            return Optional.empty();
        }
        return content(send.content());
    }

    /** Why this content can't be, if so. */
    static Optional<ErrorCode> content(String content) {
        if (!Texts.isVisible(content)) {
            return Optional.of(ErrorCode.CONTENT_EMPTY);
        }
        return tooLong(content, MAX_CONTENT) ? Optional.of(ErrorCode.CONTENT_TOO_LONG) : Optional.empty();
    }

    /** Why these people make no chat of this type, if so. */
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
        if (open.type() == ChatType.PRIVATE) {
            boolean pair = open.participants().size() == 2
                    && open.chatId()
                            .equals(Ids.privateChat(
                                    open.participants().get(0),
                                    open.participants().get(1)));
            return pair ? Optional.empty() : Optional.of(ErrorCode.INVALID_PARTICIPANTS);
        }
        if (open.participants().size() > MAX_GROUP) {
            return Optional.of(ErrorCode.GROUP_TOO_LARGE);
        }
        return names(open.name()) ? Optional.empty() : Optional.of(ErrorCode.INVALID_REQUEST);
    }

    /** Whether a group may have this name: one to see, that leaves the direction of the texts around it as it is. */
    public static boolean names(String name) {
        return Texts.isVisible(name) && !Texts.turnsDirection(name) && !tooLong(name, MAX_NAME);
    }

    private static boolean namesItsFile(Attachment attachment) {
        return attachment != null && attachment.fileId() != null;
    }

    private static boolean tooLong(String text, int max) {
        return text != null && text.length() > max && text.codePointCount(0, text.length()) > max;
    }
}
