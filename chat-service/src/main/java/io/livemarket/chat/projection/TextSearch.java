package io.livemarket.chat.projection;

import io.livemarket.chat.projection.SearchScan.Hit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.UUID;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * One page of a search for words in the messages that a viewer may read, newest first. A page that would take too long
 * ends early, with a cursor.
 */
final class TextSearch {

    /** The most buckets whose marks are read for one page, and up to {@link #STEP} more. */
    static final int MOST_SCANNED = 25_000;
    /** The most buckets whose messages are read for one page, and up to {@link SearchScan#READ_AT_ONCE} more. */
    static final int MOST_READ = 600;

    private static final int FIRST_STEP = 60;
    private static final int STEP = 600;
    private static final int GROWTH = 3;

    private final UUID viewer;
    private final SearchTerms terms;
    private final OpenChats chats;
    private final SearchScan scan;

    /** Messages that match and are not on the page yet. */
    private final PriorityQueue<Hit> hits = new PriorityQueue<>(Comparator.comparing(Hit::position));

    private final List<MessageView> found = new ArrayList<>();

    TextSearch(SearchedBuckets buckets, UUID viewer, SearchTerms terms, OpenChats chats) {
        this.viewer = viewer;
        this.terms = terms;
        this.chats = chats;
        this.scan = new SearchScan(buckets, chats, terms, this::matches);
    }

    private boolean matches(Document message) {
        return !ChatBson.isDeleted(message)
                && !ChatBson.isWithheld(message, viewer.toString())
                && terms.matches(message.getString("content"));
    }

    Page<MessageView> page(int limit) {
        int step = FIRST_STEP;
        while (true) {
            SearchPosition bound = chats.bound();
            takeHits(bound, limit);
            if (found.size() > limit) {
                return page(found.subList(0, limit), true, null);
            }
            if (bound == null || scan.scanned() >= MOST_SCANNED || scan.reads() >= MOST_READ) {
                return page(found, false, bound);
            }
            step = scan.examine(step, hits) ? Math.min(STEP, GROWTH * step) : FIRST_STEP;
        }
    }

    /** Takes the hits that are newer than every message that was not examined, until the page is full. */
    private void takeHits(@Nullable SearchPosition bound, int limit) {
        while (found.size() <= limit
                && !hits.isEmpty()
                && (bound == null || hits.element().position().compareTo(bound) <= 0)) {
            Hit hit = hits.remove();
            found.add(ChatBson.readMessage(hit.position().chatId(), hit.message(), viewer));
        }
    }

    /**
     * A page of messages, as many as fit.
     *
     * @param more whether a message follows
     * @param bound the position at which the search ended early
     */
    private static Page<MessageView> page(List<MessageView> messages, boolean more, @Nullable SearchPosition bound) {
        List<MessageView> fits = PageBytes.first(messages, ChatQueries.HISTORY_BYTES);
        if (more || fits.size() < messages.size()) {
            return new Page<>(
                    List.copyOf(fits), true, positionOf(fits.getLast()).encode());
        }
        return new Page<>(List.copyOf(fits), bound != null, bound == null ? null : bound.encode());
    }

    private static SearchPosition positionOf(MessageView message) {
        return new SearchPosition(
                message.times().createdAt().toEpochMilli(), message.place().chatId(), message.seq());
    }
}
