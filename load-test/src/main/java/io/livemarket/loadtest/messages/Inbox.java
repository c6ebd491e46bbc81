package io.livemarket.loadtest.messages;

import java.util.TreeSet;

/**
 * One recipient's view of the chat with its partner. The order that counts is the one in which messages come for the
 * first time on the socket; what comes again after a reconnection, or was fetched, is not held against it.
 */
final class Inbox {

    /** However far a broken server jumps, this many of the sequences in between are remembered. */
    private static final int MOST_REMEMBERED = 10_000;

    /** Sequences that were jumped over and have not come since. */
    private final TreeSet<Long> missing = new TreeSet<>();
    /** Sequences of the user's own messages beyond the highest that came. */
    private final TreeSet<Long> ownAhead = new TreeSet<>();

    private String chatId;
    private long highestSeq;
    private int latestFirstAttempt = -1;

    /** How a message stands to what came before. */
    enum Order {
        NEXT,
        WENT_BACK,
        OVERTAKEN
    }

    /**
     * Takes a message of this run that came for the first time.
     *
     * @param live whether it came by itself, rather than being fetched
     */
    Order take(SentMessage message, long seq, boolean live) {
        boolean behind = advance(seq) && live;
        if (behind) {
            return Order.WENT_BACK;
        }
        // What was sent twice may rightly come after what its sender wrote later.
        return !live || message.attempts > 1 ? Order.NEXT : takeUnnumbered(message);
    }

    /** Takes a message that came by itself, of a system that gives no sequences: the sender's order alone counts. */
    Order takeUnnumbered(SentMessage message) {
        if (message.index < latestFirstAttempt) {
            return Order.OVERTAKEN;
        }
        latestFirstAttempt = message.index;
        return Order.NEXT;
    }

    /** Takes a message that is not of this run, or that ought not to exist: its place in the sequence is taken. */
    void takeForeign(String chat, long seq) {
        if (chatId != null && chatId.equals(chat)) {
            advance(seq);
        }
    }

    /** The chat that this is about; {@code null} until it is known. */
    String chatId() {
        return chatId;
    }

    /** Whether this is about that chat; the first one asked about decides. */
    boolean isChat(String chat) {
        if (chatId == null) {
            chatId = chat;
        }
        return chatId == null || chatId.equals(chat);
    }

    /** Moves on to {@code seq}; true when a later one had come before. */
    private boolean advance(long seq) {
        missing.remove(seq);
        if (seq <= highestSeq) {
            return true;
        }
        // The first one seen is the base: what lies before it is no business of this run.
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

    /** The lowest sequence after which something may be missing: where fetching has to start. */
    long completeUpTo() {
        return missing.isEmpty() ? highestSeq : missing.first() - 1;
    }

    /** The sequence belongs to a message that this inbox's own user wrote: it need not come. */
    void own(long seq) {
        if (!missing.remove(seq) && highestSeq > 0 && seq > highestSeq) {
            ownAhead.add(seq);
        }
    }

    /** How many sequences were jumped over and never came. */
    int gaps() {
        return missing.size();
    }
}
