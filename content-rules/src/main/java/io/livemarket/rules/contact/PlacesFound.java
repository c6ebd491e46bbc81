package io.livemarket.rules.contact;

import io.livemarket.rules.contact.ContactDetails.Kind;
import java.util.Arrays;
import java.util.Optional;

/**
 * Collects what is found in a text. Where it came from in the text as it was written is worked out once, and only where something was found. A text with more
 * than {@value #MOST} places is taken for found as a whole, without a look at the rest.
 */
final class PlacesFound implements KindPlaces {

    private static final int FEW = 8;
    private static final int MOST = 50;

    private Kind[] kinds = new Kind[FEW];
    private int[] begins = new int[FEW];
    private int[] ends = new int[FEW];
    private int size;
    private boolean whole;

    @Override
    public boolean at(Kind kind, int begin, int end) {
        if (size == MOST) {
            whole = true;
            return false;
        }
        if (size == kinds.length) {
            kinds = Arrays.copyOf(kinds, 2 * size);
            begins = Arrays.copyOf(begins, 2 * size);
            ends = Arrays.copyOf(ends, 2 * size);
        }
        kinds[size] = kind;
        begins[size] = begin;
        ends[size++] = end;
        return true;
    }

    /**
     * The places in the text as it was written; all of it where that cannot be said, or there are too many.
     *
     * @param plain the text in which they were found
     */
    Spans in(String content, String plain) {
        if (size == 0) {
            return new Spans(content, new int[0]);
        }
        Optional<int[]> origins = whole ? Optional.empty() : PlainText.origins(content, plain);
        if (origins.isEmpty()) {
            return Spans.all(content);
        }
        Spans spans = new Spans(content, origins.get());
        for (int i = 0; i < size; i++) {
            boolean _ = kinds[i] == Kind.WALLET ? spans.written(begins[i], ends[i]) : spans.at(begins[i], ends[i]);
        }
        return spans;
    }
}
