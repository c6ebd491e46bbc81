package io.livemarket.chat.projection;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Splits texts into words for searching. Words are {@linkplain Folding folded}. Scripts without spaces between words,
 * and emoji, make runs: a search finds a run's part anywhere in it.
 */
final class Words {

    private static final Set<UnicodeScript> UNSPACED = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR,
            UnicodeScript.TIBETAN);

    /** The first code point of a script without spaces, Thai. */
    private static final int FIRST_UNSPACED = 0x0E00;
    /** Lengthens vowels of katakana, and belongs to no script. */
    private static final int PROLONGED = 0x30FC;

    private Words() {}

    /**
     * A word of a text, or a run.
     *
     * @param run whether the text is of a script without spaces
     */
    record Word(String text, boolean run) {}

    private enum Kind {
        SEPARATOR,
        LETTER,
        UNSPACED
    }

    /** The words of a text, in their order. */
    static List<Word> of(String text) {
        String folded = Folding.fold(text);
        List<Word> words = new ArrayList<>();
        Kind kind = Kind.SEPARATOR;
        int begin = 0;
        for (int at = 0; at < folded.length(); ) {
            int codePoint = folded.codePointAt(at);
            Kind next = kind(codePoint);
            if (next != kind) {
                add(words, folded, kind, begin, at);
                kind = next;
                begin = at;
            }
            at += Character.charCount(codePoint);
        }
        add(words, folded, kind, begin, folded.length());
        return words;
    }

    private static void add(List<Word> words, String folded, Kind kind, int begin, int end) {
        if (kind != Kind.SEPARATOR) {
            words.add(new Word(folded.substring(begin, end), kind == Kind.UNSPACED));
        }
    }

    private static Kind kind(int codePoint) {
        if (codePoint >= FIRST_UNSPACED && isUnspaced(codePoint)) {
            return Kind.UNSPACED;
        }
        return Character.isLetterOrDigit(codePoint) || isMark(codePoint) ? Kind.LETTER : Kind.SEPARATOR;
    }

    private static boolean isUnspaced(int codePoint) {
        return codePoint == PROLONGED
                || Character.getType(codePoint) == Character.OTHER_SYMBOL
                || UNSPACED.contains(UnicodeScript.of(codePoint))
                        && (Character.isLetterOrDigit(codePoint) || isMark(codePoint));
    }

    private static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }
}
