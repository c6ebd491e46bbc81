package io.livemarket.chat.projection;

/** The list of a user in which a chat is: each chat is in exactly one of a user's three lists. */
public enum ChatShelf {
    /** The list of chats that a client shows first. */
    SHOWN("s"),
    /** The chats that the user archived. */
    ARCHIVED("a"),
    /** The chats that the user removed until their next message, archived or not. */
    HIDDEN("h");

    private final String key;

    ChatShelf(String key) {
        this.key = key;
    }

    static ChatShelf of(Reader reader) {
        return reader.hidden() ? HIDDEN : reader.membership().archived() ? ARCHIVED : SHOWN;
    }

    /** The text that stands for the list in {@link ListKeys}. */
    String key() {
        return key;
    }
}
