package io.livemarket.rules.contact;

import java.util.BitSet;

/** The places in a text that are masked. */
final class Spans implements Places {

    /**
     * The mask of every place, of constant length: the length of the masked text would disclose a part of it, and
     * nearly all of a number in words.
     */
    private static final String MASK = "***";

    private final String content;
    private final int[] origins;
    private final BitSet covered = new BitSet();

    /** @param origins for each character of the plain text its index in the content */
    Spans(String content, int[] origins) {
        this.content = content;
        this.origins = origins;
    }

    /** Covers a place of the plain text, with all characters of the content between its characters. */
    @Override
    public boolean at(int begin, int end) {
        int last = origins[end - 1];
        int after = end < origins.length ? origins[end] : content.length();
        written(origins[begin], Math.max(after, last + Character.charCount(content.codePointAt(last))));
        return true;
    }

    /** A text that is covered completely. */
    static Spans all(String content) {
        Spans spans = new Spans(content, new int[0]);
        spans.written(0, content.length());
        return spans;
    }

    /** Covers a place of the content, without blanks at its end. */
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

    /**
     * Replaces each covered place by one mask.
     *
     * @param shown a text of the content's length
     */
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
