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
 * Finds a message of a chat by its id with a bounded number of queries, however long the chat is. An id contains the
 * time at which it was made, and the times of a chat's messages never go back: a binary search finds the first
 * candidate, from which the messages are examined in order.
 */
final class MessageSearch {

    /** The most messages that are examined for one id. */
    static final int MAX_EXAMINED = 1_000;

    /**
     * The most by which a message's time may be earlier than the time in its id. A message's time is usually equal or
     * later, because times in a chat never go back. It is earlier after a clock was set back: ids that sort by time
     * then continue from the last id for up to ten seconds.
     */
    private static final Duration MAX_CLOCK_SETBACK = Duration.ofSeconds(11);

    private final MessageBuckets buckets;

    MessageSearch(MessageBuckets buckets) {
        this.buckets = buckets;
    }

    /**
     * The stored message; empty if it is not in the chat.
     *
     * @param seq the {@code seq} of the chat's newest message
     */
    Optional<Document> find(UUID chatId, long seq, UUID messageId) {
        OptionalLong madeAt = Ids.timeOf(messageId);
        if (madeAt.isEmpty()) {
            return Optional.empty();
        }
        Optional<Document> amongNewest = among(chatId, Math.max(1, seq - MessageBuckets.STEP + 1), seq, messageId);
        if (amongNewest.isPresent() || seq <= MessageBuckets.STEP) {
            return amongNewest; // Nearly every query is for a message that was sent or changed just now.
        }
        long from =
                firstSince(chatId, seq, Instant.ofEpochMilli(madeAt.getAsLong()).minus(MAX_CLOCK_SETBACK));
        long end = Math.min(seq, from + MAX_EXAMINED - 1);
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

    /**
     * The first {@code seq} whose message is not earlier than {@code since}, or one up to {@link MessageBuckets#SIZE}
     * lower.
     */
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

    /**
     * Whether the message at {@code seq} is earlier. A missing message counts as not earlier, because the searched
     * message may be before it.
     */
    private boolean isEarlier(UUID chatId, long seq, Instant since) {
        List<Document> found = buckets.documents(chatId, seq, seq, _ -> true);
        return !found.isEmpty()
                && found.getFirst().getDate("createdAt").toInstant().isBefore(since);
    }
}
