package io.livemarket.rules.contact;

import java.text.Normalizer;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The plain form of single characters, as {@link PlainText} makes it. The first two planes are in a table whose pages
 * are filled at their first use: normalising each character of a long text would take a millisecond.
 */
final class Letters {

    private static final int PAGE = 0x100;
    private static final int PLANES = 0x20000;
    /** The entry of a character that is its own plain form, so that the table need not hold a string for it. */
    private static final String ITSELF = new String("itself");

    private static final AtomicReferenceArray<String[]> PAGES = new AtomicReferenceArray<>(PLANES / PAGE);

    /**
     * The fewest characters of a compatibility form that is replaced by a blank: such characters are not part of
     * contact details, and a row of such forms would be many times as long as its text.
     */
    private static final int WIDE = 4;

    private static final int FIRST_WIDE = 0x2000;
    private static final BitSet WIDE_ONES = wideOnes();

    private Letters() {}

    /** Appends the plain form of a character. */
    static void append(int point, StringBuilder text) {
        String left = point < PLANES ? page(point / PAGE)[point % PAGE] : PlainText.alone(point);
        if (left == ITSELF) {
            text.appendCodePoint(point);
        } else {
            text.append(left);
        }
    }

    private static String[] page(int number) {
        String[] page = PAGES.get(number);
        if (page == null) {
            page = new String[PAGE];
            for (int i = 0; i < PAGE; i++) {
                String whole = Character.toString(number * PAGE + i);
                String left = PlainText.alone(number * PAGE + i);
                page[i] = left.equals(whole) ? ITSELF : left;
            }
            PAGES.set(number, page);
        }
        return page;
    }

    /** The text with a blank for each character whose compatibility form has {@value #WIDE} characters or more. */
    static String withoutWide(String text) {
        StringBuilder changed = null;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= FIRST_WIDE && WIDE_ONES.get(text.charAt(i))) {
                changed = changed == null ? new StringBuilder(text) : changed;
                changed.setCharAt(i, ' ');
            }
        }
        return changed == null ? text : changed.toString();
    }

    private static BitSet wideOnes() {
        BitSet wide = new BitSet();
        for (int c = FIRST_WIDE; c <= Character.MAX_VALUE; c++) {
            if (!Character.isSurrogate((char) c)
                    && !Character.isIdeographic(c)
                    && Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKD)
                                    .length()
                            >= WIDE) {
                wide.set(c);
            }
        }
        return wide;
    }
}
