package io.livemarket.chat.projection;

import java.util.ArrayList;
import java.util.List;

/**
 * One answer to {@code sync} while it is filled. It ends by messages and by bytes. A caller that asks again while {@code more} is true gets the
 * rest then. Any other takes the answer for the whole: beyond the bytes of messages it gets chats without messages, as incomplete ones whose history
 * is fetched anew, and of those the ones that it named come last and have room of their own.
 */
final class SyncPage {

    /** The bytes, at most, of chats without messages that follow for a caller that does not ask again. */
    static final int PLACES_BYTES = 128 * 1024;
    /** The bytes, at most, of those among them that the caller named, and that the answer did not come to. */
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
