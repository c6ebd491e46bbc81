package io.livemarket.chat.projection;

import io.livemarket.events.chat.Attachment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that messages take in an answer, by which a page ends as well as by its number of messages: a socket's
 * queue holds at most 1 MiB, and a message of 8,000 characters takes up to 48 KB.
 */
final class PageBytes {

    /** An upper bound for the field names, ids and times of a message. */
    private static final int AROUND_A_MESSAGE = 700;

    private static final int AROUND_AN_ATTACHMENT = 200;
    private static final int AROUND_AN_OFFER = 600;
    private static final int ESCAPED = 6;
    /** The quotes of a text in a list, and its comma. */
    private static final int QUOTED = 3;

    private static final int AROUND_AN_ID = 40;

    private PageBytes() {}

    /** An upper bound for the bytes of a message as JSON. */
    static int of(MessageView message) {
        int bytes = AROUND_A_MESSAGE + json(message.content()) + json(message.clientMessageId());
        bytes += message.body().offer() == null ? 0 : AROUND_AN_OFFER;
        List<Attachment> attachments = message.body().attachments();
        if (attachments != null) {
            for (Attachment attachment : attachments) {
                bytes += AROUND_AN_ATTACHMENT + json(attachment.name()) + json(attachment.contentType());
            }
        }
        return bytes;
    }

    /** An upper bound for the bytes of a chat as JSON, without its messages. */
    static int of(ChatSync chat) {
        int bytes = AROUND_A_MESSAGE + chat.receipts().size() * AROUND_AN_ATTACHMENT;
        for (String label : chat.place().labels()) {
            bytes += json(label) + QUOTED;
        }
        return bytes + (chat.description() == null ? 0 : of(chat.description()));
    }

    private static int of(ChatDescription chat) {
        int roles = chat.roles() == null ? 0 : chat.roles().size();
        return json(chat.name())
                + chat.participants().size() * AROUND_AN_ID
                + (chat.subject() == null ? 0 : AROUND_AN_ATTACHMENT)
                + roles * AROUND_AN_ATTACHMENT
                + (chat.group() == null ? 0 : of(chat.group()));
    }

    private static int of(GroupView group) {
        return AROUND_AN_ATTACHMENT + (group.admins().size() + group.invited().size()) * AROUND_AN_ID;
    }

    static long of(List<MessageView> messages) {
        return messages.stream().mapToLong(PageBytes::of).sum();
    }

    /** The longest prefix of the messages that fits into the bytes, and at least the first message. */
    static List<MessageView> first(List<MessageView> messages, long bytes) {
        long sum = 0;
        for (int i = 0; i < messages.size(); i++) {
            sum += of(messages.get(i));
            if (sum > bytes && i > 0) {
                return messages.subList(0, i);
            }
        }
        return messages;
    }

    /** The bytes of a text in JSON (UTF-8), without its quotes; 0 for an absent text. */
    private static int json(@Nullable String text) {
        int bytes = 0;
        for (int i = 0; text != null && i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += "\"\\\n\r\t\b\f".indexOf(c) >= 0
                    ? 2
                    : c < ' ' ? ESCAPED : c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }
}
