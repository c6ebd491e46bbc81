package io.livemarket.auth.domain;

import java.util.List;

/**
 * The unread messages of which a mail reminds: numbers and names, never content.
 *
 * @param messages the number of messages, at least 1
 * @param chats the number of their chats, at least 1
 * @param senders names of senders, three at most; none where the user wants no names
 */
public record UnreadMessages(long messages, int chats, List<String> senders) {

    public UnreadMessages {
        senders = List.copyOf(senders);
    }

    /** Without the names. */
    @Override
    public String toString() {
        return "UnreadMessages[" + messages + "]";
    }
}
