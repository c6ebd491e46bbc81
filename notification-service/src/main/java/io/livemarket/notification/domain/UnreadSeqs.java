package io.livemarket.notification.domain;

import java.util.BitSet;

/**
 * Which messages of others a user has not read in one chat. A bit each, from the last one read, so that reading up to
 * any place leaves the exact count: one's own messages in between count for nothing. Messages that are more than
 * {@link #SPAN} places older than the newest count no more. Immutable.
 *
 * @param after the messages up to this {@code seq} are read
 * @param words bit {@code i}: the message {@code after + 1 + i} is unread and somebody else's
 */
record UnreadSeqs(long after, long[] words) {

    /** A bit for each place makes 330 KB of text at most, which a broker takes. */
    static final int SPAN = 1 << 20;

    static final UnreadSeqs NONE = new UnreadSeqs(0, new long[0]);

    long count() {
        return BitSet.valueOf(words).cardinality();
    }

    /** With one more message, whose {@code seq} must be above all others. */
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

    /** The newest unread message's place; 0 when there is none. */
    long newest() {
        int length = BitSet.valueOf(words).length();
        return length == 0 ? 0 : after + length;
    }

    /** Without one message; this object when that is not among them. */
    UnreadSeqs remove(long seq) {
        BitSet bits = BitSet.valueOf(words);
        long place = seq - after - 1;
        if (place < 0 || place >= bits.length() || !bits.get((int) place)) {
            return this;
        }
        bits.clear((int) place);
        return new UnreadSeqs(after, bits.toLongArray());
    }

    /** Without those up to a place. */
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
