package io.livemarket.chat.projection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The chats of a search that have messages which were not examined yet. */
final class OpenChats {

    /** The chats that are open at least, while there are further ones: the buckets of several are read together. */
    private static final int LEAST = 60;

    private final PriorityQueue<OpenChat> open = new PriorityQueue<>(Comparator.comparing(OpenChat::bound));
    private final Iterator<ReadableChat> further;
    private final SearchStarts starts;
    private final @Nullable SearchPosition after;
    private @Nullable ReadableChat next;

    /**
     * The chats of a search at its beginning.
     *
     * @param chats latest activity first
     * @param after the position after which the search goes on; absent for its first page
     */
    OpenChats(Iterator<ReadableChat> chats, SearchStarts starts, @Nullable SearchPosition after) {
        this.further = chats;
        this.starts = starts;
        this.after = after;
        this.next = following();
    }

    /**
     * A chat, whose messages are examined from the newest to the oldest.
     *
     * @param next the {@code seq} of the newest message that was not examined
     * @param bound every message that was not examined is older
     */
    record OpenChat(ReadableChat chat, long next, SearchPosition bound) {}

    /**
     * Some buckets of a chat, which are examined next.
     *
     * @param from the number of the oldest bucket
     * @param to the number of the newest bucket
     */
    record Slice(OpenChat chat, long from, long to) {}

    /** A position such that every message that was not examined is older; absent when all are examined. */
    @Nullable
    SearchPosition bound() {
        load();
        OpenChat newest = open.peek();
        return newest == null ? null : newest.bound();
    }

    /** The next buckets, of the chats with the newest messages; the chats are taken out until they are {@link #put}. */
    List<Slice> next(int buckets) {
        int share = Math.max(2, buckets / Math.clamp(open.size(), 1, LEAST));
        List<Slice> slices = new ArrayList<>();
        for (int left = buckets; left > 0 && !open.isEmpty(); ) {
            OpenChat chat = open.poll();
            long to = MessageBuckets.bucket(chat.next());
            long oldest = MessageBuckets.bucket(chat.chat().from());
            long from = Math.max(oldest, to - Math.min(share, left) + 1);
            slices.add(new Slice(chat, from, to));
            left -= (int) (to - from + 1);
        }
        return slices;
    }

    /** Takes a chat that was examined up to a message, unless it has no further ones. */
    void put(OpenChat chat) {
        if (chat.next() >= chat.chat().from()) {
            open.add(chat);
        }
    }

    /** Opens each chat that may have a message which is newer than the bound of the open ones. */
    private void load() {
        List<ReadableChat> loaded = new ArrayList<>();
        for (ReadableChat chat = next; chat != null && isDue(chat, loaded); chat = next) {
            if (chat.to() >= chat.from()) {
                loaded.add(chat);
            }
            next = following();
        }
        starts.of(loaded, after).forEach((chat, start) -> put(new OpenChat(chat, start, first(chat))));
    }

    private boolean isDue(ReadableChat chat, List<ReadableChat> loaded) {
        if (open.size() + loaded.size() < LEAST) {
            return true;
        }
        OpenChat newest = open.peek();
        long openAt = newest == null ? Long.MIN_VALUE : newest.bound().at();
        long loadedAt =
                loaded.isEmpty() ? Long.MIN_VALUE : first(loaded.getFirst()).at();
        return chat.activeAt() >= Math.max(openAt, loadedAt);
    }

    private SearchPosition first(ReadableChat chat) {
        return older(new SearchPosition(chat.activeAt(), chat.chatId(), chat.to() + 1));
    }

    /** The older one of the position and the one after which the search goes on. */
    SearchPosition older(SearchPosition position) {
        return after == null || after.isNewerThan(position) ? position : after;
    }

    /** Whether a message at the position belongs to this page or a later one. */
    boolean isAhead(SearchPosition position) {
        return after == null || after.isNewerThan(position);
    }

    private @Nullable ReadableChat following() {
        return further.hasNext() ? further.next() : null;
    }
}
