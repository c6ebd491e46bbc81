package io.livemarket.chat.projection;

import io.livemarket.chat.projection.OpenChats.OpenChat;
import io.livemarket.chat.projection.OpenChats.Slice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Examines the messages of a search, from the newest to the oldest: reads the marks of all buckets, and the messages of
 * those in which one may match.
 */
final class SearchScan {

    /** The most buckets that are read at once. */
    static final int READ_AT_ONCE = 60;

    private final SearchedBuckets buckets;
    private final OpenChats chats;
    private final SearchTerms terms;
    private final Predicate<Document> matches;
    private int scanned;
    private int reads;

    /** @param matches whether a stored message matches, and may be shown */
    SearchScan(SearchedBuckets buckets, OpenChats chats, SearchTerms terms, Predicate<Document> matches) {
        this.buckets = buckets;
        this.chats = chats;
        this.terms = terms;
        this.matches = matches;
    }

    /** A stored message that matches. */
    record Hit(SearchPosition position, Document message) {}

    /**
     * One bucket of a chat.
     *
     * @param from the {@code seq} of the oldest message that is examined
     * @param to the {@code seq} of the newest message that is examined
     */
    private record Part(OpenChat chat, String id, long from, long to) {

        static Part of(OpenChat chat, long bucket) {
            return new Part(
                    chat,
                    MessageBuckets.id(chat.chat().chatId(), bucket),
                    Math.max(chat.chat().from(), MessageBuckets.firstOf(bucket)),
                    Math.min(chat.next(), MessageBuckets.lastOf(bucket)));
        }

        SearchPosition position(long at, long seq) {
            return new SearchPosition(at, chat.chat().chatId(), seq);
        }
    }

    /** What was read of the buckets of one step; those that are left have to be read, and were not. */
    private record Step(Map<String, MarkedBucket> marks, Map<String, List<Document>> messages, Set<String> left) {}

    /** The number of buckets whose marks were read. */
    int scanned() {
        return scanned;
    }

    /** The number of buckets whose messages were read. */
    int reads() {
        return reads;
    }

    /**
     * Examines the next buckets, in each chat up to the first one that is left because others were read.
     *
     * @return whether none was left
     */
    boolean examine(int count, Collection<Hit> hits) {
        Map<Slice, List<Part>> slices = new LinkedHashMap<>();
        chats.next(count).forEach(slice -> slices.put(slice, parts(slice)));
        List<Part> parts = slices.values().stream().flatMap(List::stream).toList();
        Map<String, MarkedBucket> marks = buckets.marks(ids(parts));
        List<String> wanted = ids(parts.stream()
                .filter(part -> mayMatch(part, marks.get(part.id())))
                .toList());
        List<String> read = wanted.subList(0, Math.min(READ_AT_ONCE, wanted.size()));
        Step step = new Step(marks, buckets.whole(read), new HashSet<>(wanted.subList(read.size(), wanted.size())));
        slices.forEach((slice, each) -> chats.put(examine(slice.chat(), each, step, hits)));
        scanned += parts.size();
        reads += read.size();
        return step.left().isEmpty();
    }

    private static List<Part> parts(Slice slice) {
        List<Part> parts = new ArrayList<>();
        for (long bucket = slice.to(); bucket >= slice.from(); bucket--) {
            parts.add(Part.of(slice.chat(), bucket));
        }
        return parts;
    }

    private static List<String> ids(List<Part> parts) {
        return parts.stream().map(Part::id).toList();
    }

    private boolean mayMatch(Part part, @Nullable MarkedBucket marks) {
        if (marks == null) {
            return true;
        }
        for (long seq = part.from(); seq <= part.to(); seq++) {
            if (marks.mayMatch(seq, terms)) {
                return true;
            }
        }
        return false;
    }

    private OpenChat examine(OpenChat chat, List<Part> parts, Step step, Collection<Hit> hits) {
        OpenChat examined = chat;
        for (Part part : parts) {
            if (step.left().contains(part.id())) {
                return examined;
            }
            List<Document> messages = step.messages().get(part.id());
            MarkedBucket marks = step.marks().get(part.id());
            long at = messages != null && !messages.isEmpty()
                    ? examine(part, messages, hits)
                    : marks == null ? 0 : marks.firstAt();
            SearchPosition bound = part.position(at == 0 ? examined.bound().at() : at, part.from());
            examined = new OpenChat(chat.chat(), part.from() - 1, chats.older(bound));
        }
        return examined;
    }

    /** Adds the messages that match, and returns the time of the bucket's first message. */
    private long examine(Part part, List<Document> messages, Collection<Hit> hits) {
        for (Document message : messages) {
            long seq = ChatBson.number(message, "seq");
            if (seq >= part.from() && seq <= part.to() && matches.test(message)) {
                SearchPosition position = part.position(timeOf(message), seq);
                if (chats.isAhead(position)) {
                    hits.add(new Hit(position, message));
                }
            }
        }
        return timeOf(messages.getFirst());
    }

    private static long timeOf(Document message) {
        return message.getDate("createdAt").getTime();
    }
}
