package io.livemarket.chat.domain;

import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.ChatRole;
import io.livemarket.events.chat.ChatType;

/**
 * Recognises the messages to people who did not write: those of which moderation compares the texts, to find texts that
 * go to many people. An answer is no such message, so that a seller may answer many buyers in the same words, and
 * neither is a message of a person of support, since many users may need one answer.
 */
public final class Unasked {

    /** The number of first messages of a chat among which unasked ones are. */
    static final int PLACES = 5;
    /** The fewest characters of a text that is compared. */
    private static final int LEAST = 20;

    private Unasked() {}

    /**
     * Whether a message goes to a user who has written nothing in the private chat.
     *
     * @param before the chat before the message
     * @param after the chat after it
     */
    public static boolean is(Chat before, Chat.Open after, MessageSent message) {
        return message.seq() <= PLACES
                && after.type() == ChatType.PRIVATE
                && message.offerId() == null
                && message.system() == null
                && message.content().length() >= LEAST
                && after.role(message.senderId()) != ChatRole.SUPPORT
                && !(before instanceof Chat.Open open && isAnswered(open, message));
    }

    private static boolean isAnswered(Chat.Open open, MessageSent message) {
        return open.participants().stream()
                .anyMatch(other -> !other.userId().equals(message.senderId()) && other.lastSent() != null);
    }
}
