package io.livemarket.chat.projection;

import io.livemarket.events.chat.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Collects one answer to {@code sync} within a limit of messages and a limit of bytes. A caller that repeats the
 * request while {@code more} is true gets the remaining chats in later answers. For any other caller this is the whole
 * answer: once the bytes for messages are used up, chats are added without messages, as incomplete ones whose history
 * the caller must fetch. Chats without messages that the caller named come last and have a limit of their own.
 */
final class SyncPage {

    /** The most bytes of chats without messages, for a caller that does not repeat the request. */
    static final int SUMMARIES_BYTES = 128 * 1024;
    /** The most bytes of further chats without messages: those that the caller named and that did not fit before. */
    static final int NAMED_BYTES = 320 * 1024;

    /** The most chats of which an answer has the watermarks alone. */
    static final int MOST_UNCHANGED = 500;

    private final boolean paged;
    private final List<ChatSync> chats = new ArrayList<>();
    private final List<ChatSync> unchanged = new ArrayList<>();
    private int messages;
    private long bytes;

    /** @param paged whether the caller repeats the request while {@code more} is true */
    SyncPage(boolean paged) {
        this.paged = paged;
    }

    void add(ChatSync chat) {
        chats.add(chat);
        messages += chat.messages().size();
        bytes += PageBytes.of(chat) + PageBytes.of(chat.messages());
    }

    /**
     * Adds the viewer's own watermarks in a chat that did not change, to the last answer. Receipts of large groups do
     * not change the chat's version, so that another device of the viewer may have read messages since.
     */
    void addUnchanged(ChatDocument chat, UUID viewer) {
        if (Receipt.areGathered(chat.type(), chat.readers().size()) && unchanged.size() < MOST_UNCHANGED) {
            unchanged.add(ChatSync.since(chat.version(), chat, true, List.of(), viewer)
                    .withReceiptOf(viewer));
        }
    }

    boolean hasNoMessagesLeft() {
        return messages >= ChatQueries.SYNC_TOTAL;
    }

    /** The bytes that are left for messages. */
    long room() {
        return ChatQueries.SYNC_BYTES - bytes;
    }

    boolean hasRoomForSummariesOnly() {
        return room() <= 0;
    }

    boolean isFull() {
        return bytes >= ChatQueries.SYNC_BYTES + (paged ? 0 : SUMMARIES_BYTES);
    }

    boolean isFullOfSummaries() {
        return bytes >= ChatQueries.SYNC_BYTES + SUMMARIES_BYTES + NAMED_BYTES;
    }

    /** @param gone the chats that the viewer named and is not in */
    SyncAnswer answer(List<UUID> gone) {
        chats.addAll(unchanged);
        return new SyncAnswer(List.copyOf(chats), null, gone.isEmpty() ? null : gone);
    }

    SyncAnswer andMore() {
        return new SyncAnswer(List.copyOf(chats), true, null);
    }
}
