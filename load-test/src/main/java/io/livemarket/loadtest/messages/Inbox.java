package io.livemarket.loadtest.messages;

import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One recipient's view of the chat with its partner. The order that counts is the order in which messages come for the
 * first time on the socket; a message that comes again after a reconnection, or was fetched, is no violation.
 */
final class Inbox {

    /** The number of skipped sequences that are remembered, however far a broken server jumps. */
    private static final int MOST_REMEMBERED = 10_000;

    /** Sequences that were skipped and have not come since. */
    private final TreeSet<Long> missing = new TreeSet<>();
    /** Sequences of the user's own messages beyond the highest that came. */
    private final TreeSet<Long> ownAhead = new TreeSet<>();

    private @Nullable String chatId;
    private long highestSeq;
    private int latestFirstAttempt = -1;

    /** The place of a message among the messages before it. */
    enum Order {
        NEXT,
        WENT_BACK,
        OVERTAKEN
    }

    /**
     * Takes a message of this run that came for the first time.
     *
     * @param live whether the server sent it unasked, rather than in a page that was fetched
     */
    Order take(SentMessage message, long seq, boolean live) {
        boolean behind = advance(seq) && live;
        if (behind) {
            return Order.WENT_BACK;
        }
        // A message that was sent twice may rightly come after a later message of its sender.
        return !live || message.attempts > 1 ? Order.NEXT : takeUnnumbered(message);
    }

    /** Takes a message that the server sent unasked, in a system without sequences: the sender's order alone counts. */
    Order takeUnnumbered(SentMessage message) {
        if (message.index < latestFirstAttempt) {
            return Order.OVERTAKEN;
        }
        latestFirstAttempt = message.index;
        return Order.NEXT;
    }

    /** Takes a message that is not of this run, or that should not exist: its place in the sequence is taken. */
    void takeForeign(@Nullable String chat, long seq) {
        if (chatId != null && chatId.equals(chat)) {
            advance(seq);
        }
    }

    /** The chat's id; absent until the first message of the chat came. */
    @Nullable
    String chatId() {
        return chatId;
    }

    /** Whether the chat's id is this one; the first id that is passed becomes the chat's. */
    boolean isChat(@Nullable String chat) {
        if (chatId == null) {
            chatId = chat;
        }
        return chatId == null || chatId.equals(chat);
    }

    /** Advances to {@code seq}; true when a later sequence had come before. */
    private boolean advance(long seq) {
        missing.remove(seq);
        if (seq <= highestSeq) {
            return true;
        }
        // The first sequence seen is the base: earlier sequences do not belong to this run.
        long firstSkipped = Math.max(highestSeq + 1, seq - MOST_REMEMBERED);
        for (long skipped = firstSkipped; highestSeq > 0 && skipped < seq; skipped++) {
            if (!ownAhead.contains(skipped)) {
                missing.add(skipped);
            }
        }
        ownAhead.headSet(seq, true).clear();
        highestSeq = seq;
        return false;
    }

    /** The highest sequence that came. */
    long highestSeq() {
        return highestSeq;
    }

    /** The lowest sequence behind which a message may be missing: the start of a fetch. */
    long completeUpTo() {
        return missing.isEmpty() ? highestSeq : missing.first() - 1;
    }

    /** Notes that the sequence belongs to a message of the inbox's own user, which need not come. */
    void own(long seq) {
        if (!missing.remove(seq) && highestSeq > 0 && seq > highestSeq) {
            ownAhead.add(seq);
        }
    }

    /** The number of sequences that were skipped and never came. */
    int gaps() {
        return missing.size();
    }
}
