package io.livemarket.rules.contact;

import io.livemarket.rules.contact.ContactDetails.Kind;
import java.util.Optional;

/**
 * Collects the places of contact details in a text. Their positions in the original text are computed once, and only if
 * there is a place. A text with more than {@value #MOST} places counts as one place, and its rest is not searched.
 */
final class PlacesFound implements KindPlaces {

    private static final int MOST = 50;

    private final Kind[] kinds = new Kind[MOST];
    private final int[] begins = new int[MOST];
    private final int[] ends = new int[MOST];
    private int size;
    private boolean whole;

    @Override
    public boolean at(Kind kind, int begin, int end) {
        if (size == MOST) {
            whole = true;
            return false;
        }
        kinds[size] = kind;
        begins[size] = begin;
        ends[size++] = end;
        return true;
    }

    /**
     * The places in the original text; the whole text if {@link PlainText#origins} is empty, or if there are more than
     * {@value #MOST} places.
     *
     * @param plain the plain text to which the collected places refer
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
