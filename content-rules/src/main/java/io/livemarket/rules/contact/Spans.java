package io.livemarket.rules.contact;

import java.util.BitSet;

/** The places in a text that are to be made unreadable. */
final class Spans implements Places {

    /** The same for everything: how long it was would tell some of it, of a number in words nearly all. */
    private static final String MASK = "***";

    private final String content;
    private final int[] origins;
    private final BitSet covered = new BitSet();

    /** @param origins where each character of the plain text came from */
    Spans(String content, int[] origins) {
        this.content = content;
        this.origins = origins;
    }

    /** Covers a place of the plain text, with all that was left out between its characters. */
    @Override
    public boolean at(int begin, int end) {
        int last = origins[end - 1];
        int after = end < origins.length ? origins[end] : content.length();
        written(origins[begin], Math.max(after, last + Character.charCount(content.codePointAt(last))));
        return true;
    }

    /** A text that is covered as a whole. */
    static Spans all(String content) {
        Spans spans = new Spans(content, new int[0]);
        spans.written(0, content.length());
        return spans;
    }

    /** Covers a place of the text as it was written. */
    boolean written(int begin, int end) {
        int stop = end;
        while (stop > begin && Character.isWhitespace(content.charAt(stop - 1))) {
            stop--;
        }
        covered.set(begin, stop);
        return true;
    }

    boolean isEmpty() {
        return covered.isEmpty();
    }

    /** A text of the same length, with each covered place as one mask. */
    String maskedIn(String shown) {
        StringBuilder masked = new StringBuilder(shown.length());
        int from = 0;
        for (int begin = covered.nextSetBit(0); begin >= 0; begin = covered.nextSetBit(from)) {
            masked.append(shown, from, begin).append(MASK);
            from = covered.nextClearBit(begin);
        }
        return masked.append(shown, from, shown.length()).toString();
    }
}
