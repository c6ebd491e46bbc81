package io.livemarket.chat.projection;

import java.util.ArrayList;
import java.util.List;

/**
 * One answer to {@code sync} while it is filled, with a bound of messages and a bound of bytes. A caller that asks
 * again while {@code more} is true gets the rest in later answers. For any other caller this is the whole answer:
 * beyond the bytes of messages it holds chats without messages, as incomplete ones whose history the caller fetches
 * anew. Those of them that the caller named come last, and have room of their own.
 */
final class SyncPage {

    /** The most bytes of chats without messages, for a caller that does not ask again. */
    static final int PLACES_BYTES = 128 * 1024;
    /** The most bytes of further chats without messages: those that the caller named and that had no place before. */
    static final int NAMED_BYTES = 320 * 1024;

    private final boolean paged;
    private final List<ChatSync> chats = new ArrayList<>();
    private int messages;
    private long bytes;

    /** @param paged whether the caller asks again while {@code more} is true */
    SyncPage(boolean paged) {
        this.paged = paged;
    }

    void add(ChatSync chat) {
        chats.add(chat);
        messages += chat.messages().size();
        bytes += PageBytes.of(chat) + PageBytes.of(chat.messages());
    }

    boolean hasNoMessagesLeft() {
        return messages >= ChatQueries.SYNC_TOTAL;
    }

    /** The bytes of messages that still fit. */
    long room() {
        return ChatQueries.SYNC_BYTES - bytes;
    }

    boolean isForPlacesAlone() {
        return room() <= 0;
    }

    boolean isFull() {
        return bytes >= ChatQueries.SYNC_BYTES + (paged ? 0 : PLACES_BYTES);
    }

    boolean isFullOfPlaces() {
        return bytes >= ChatQueries.SYNC_BYTES + PLACES_BYTES + NAMED_BYTES;
    }

    SyncAnswer answer() {
        return new SyncAnswer(List.copyOf(chats), null);
    }

    SyncAnswer andMore() {
        return new SyncAnswer(List.copyOf(chats), true);
    }
}
