package io.livemarket.notification.domain;

import java.util.BitSet;

/**
 * The messages of other participants that a user has not read in one chat, a bit each from the read watermark on. So
 * the count stays exact after any read: the user's own messages in between are not counted. Messages that are more than
 * {@link #SPAN} places older than the newest are not counted any more. Immutable.
 *
 * @param after the read watermark: messages up to this {@code seq} are read
 * @param words bit {@code i} is set when the message {@code after + 1 + i} is unread and of another participant
 */
record UnreadSeqs(long after, long[] words) {

    /**
     * The most places that are kept. A bit for each makes at most 330 KB of JSON, less than the broker's limit for a
     * record.
     */
    static final int SPAN = 1 << 20;

    static final UnreadSeqs NONE = new UnreadSeqs(0, new long[0]);

    long count() {
        return BitSet.valueOf(words).cardinality();
    }

    /** These messages and one more, whose {@code seq} must be above all others. */
    UnreadSeqs add(long seq) {
        if (words.length == 0) {
            return new UnreadSeqs(seq - 1, new long[] {1});
        }
        if (seq - after > SPAN) {
            return read(seq - SPAN).add(seq);
        }
        BitSet bits = BitSet.valueOf(words);
        bits.set(Math.toIntExact(seq - after - 1));
        return new UnreadSeqs(after, bits.toLongArray());
    }

    /** The {@code seq} of the newest unread message; 0 when there is none. */
    long newest() {
        int length = BitSet.valueOf(words).length();
        return length == 0 ? 0 : after + length;
    }

    /** These messages without one; this object when that message is not among them. */
    UnreadSeqs remove(long seq) {
        BitSet bits = BitSet.valueOf(words);
        long place = seq - after - 1;
        if (place < 0 || place >= bits.length() || !bits.get((int) place)) {
            return this;
        }
        bits.clear((int) place);
        return new UnreadSeqs(after, bits.toLongArray());
    }

    /** These messages without those up to {@code upToSeq}. */
    UnreadSeqs read(long upToSeq) {
        if (upToSeq <= after || words.length == 0) {
            return this;
        }
        BitSet bits = BitSet.valueOf(words);
        long shift = upToSeq - after;
        return shift >= bits.length()
                ? new UnreadSeqs(upToSeq, new long[0])
                : new UnreadSeqs(upToSeq, bits.get((int) shift, bits.length()).toLongArray());
    }
}
