package io.livemarket.chat.projection;

import io.livemarket.events.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.bson.Document;

/**
 * Finds a message of a chat by its id, with a bounded number of reads, however long the chat is. An id holds when it
 * was made, and the times of a chat's messages never go back: the place is looked for by halves, and gone through from
 * there.
 */
final class MessageSearch {

    /** The most messages that are gone through for one id. */
    static final int MOST = 1_000;

    /**
     * An id is made together with its message's time, which may be later: no time in a chat is earlier than the one
     * before it. It is earlier where the clock was set back, since ids that sort by time go on from the last one for
     * ten seconds.
     */
    private static final Duration SET_BACK = Duration.ofSeconds(11);

    private final MessageBuckets buckets;

    MessageSearch(MessageBuckets buckets) {
        this.buckets = buckets;
    }

    /**
     * The message as it is stored; empty where the chat has none of that id.
     *
     * @param seq of the chat's newest message
     */
    Optional<Document> find(UUID chatId, long seq, UUID messageId) {
        OptionalLong madeAt = Ids.timeOf(messageId);
        if (madeAt.isEmpty()) {
            return Optional.empty();
        }
        Optional<Document> amongNewest = among(chatId, Math.max(1, seq - MessageBuckets.STEP + 1), seq, messageId);
        if (amongNewest.isPresent() || seq <= MessageBuckets.STEP) {
            return amongNewest; // What is asked for was nearly always sent or changed just now.
        }
        long from =
                firstSince(chatId, seq, Instant.ofEpochMilli(madeAt.getAsLong()).minus(SET_BACK));
        long end = Math.min(seq, from + MOST - 1);
        for (long next = from; next <= end; next += MessageBuckets.STEP) {
            Optional<Document> found = among(chatId, next, Math.min(end, next + MessageBuckets.STEP - 1), messageId);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<Document> among(UUID chatId, long from, long to, UUID messageId) {
        String id = messageId.toString();
        return buckets.documents(chatId, from, to, m -> id.equals(m.getString("id"))).stream()
                .findFirst();
    }

    /** The first place from which on messages are not earlier than that, or a few places before it. */
    private long firstSince(UUID chatId, long seq, Instant since) {
        long low = 1;
        long high = seq;
        while (high - low >= MessageBuckets.SIZE) {
            long middle = low + (high - low) / 2;
            if (isEarlier(chatId, middle, since)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** A place whose message cannot be read counts as not earlier: what is looked for may lie before it. */
    private boolean isEarlier(UUID chatId, long seq, Instant since) {
        List<Document> found = buckets.documents(chatId, seq, seq, _ -> true);
        return !found.isEmpty()
                && found.getFirst().getDate("createdAt").toInstant().isBefore(since);
    }
}
