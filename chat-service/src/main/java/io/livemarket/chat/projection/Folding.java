package io.livemarket.chat.projection;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Texts without case, accents, ligatures, invisible characters and skin tones, for comparison: {@code Ñandú} and
 * {@code nandu} become equal. Marks are kept in scripts in which they make other letters, as in Devanagari and kana.
 */
final class Folding {

    /** Up to here the folding of each character is in a table, and no character depends on its neighbours. */
    private static final int TABLE = 0x180;

    private static final int SOFT_HYPHEN = 0xAD;
    private static final int FIRST_MARK = 0x300;
    private static final int TATWEEL = 0x640;
    private static final int ZERO_WIDTH_SPACE = 0x200B;
    private static final int FIRST_SKIN_TONE = 0x1F3FB;
    private static final int LAST_SKIN_TONE = 0x1F3FF;
    /** The marks that make voiced kana. */
    private static final Set<Integer> KANA_MARKS = Set.of(0x3099, 0x309A);

    /** The scripts whose marks are accents; marks that several scripts share are of {@code INHERITED}. */
    private static final Set<UnicodeScript> ACCENTED = EnumSet.of(
            UnicodeScript.INHERITED,
            UnicodeScript.LATIN,
            UnicodeScript.GREEK,
            UnicodeScript.CYRILLIC,
            UnicodeScript.HEBREW,
            UnicodeScript.ARABIC,
            UnicodeScript.SYRIAC);

    /** Lower-case letters that no decomposition of Unicode takes apart. */
    private static final Map<Integer, String> LETTERS = Map.ofEntries(
            Map.entry((int) 'ß', "ss"),
            Map.entry((int) 'æ', "ae"),
            Map.entry((int) 'œ', "oe"),
            Map.entry((int) 'ø', "o"),
            Map.entry((int) 'ł', "l"),
            Map.entry((int) 'đ', "d"),
            Map.entry((int) 'ð', "d"),
            Map.entry((int) 'þ', "th"),
            Map.entry((int) 'ħ', "h"),
            Map.entry((int) 'ı', "i"),
            Map.entry((int) 'ŧ', "t"),
            Map.entry((int) 'ς', "σ"));

    private static final String[] FOLDED = new String[TABLE];

    static {
        for (int i = 0; i < TABLE; i++) {
            FOLDED[i] = foldAny(String.valueOf((char) i));
        }
    }

    private Folding() {}

    static String fold(String text) {
        StringBuilder folded = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= TABLE) {
                return foldAny(text);
            }
            folded.append(FOLDED[c]);
        }
        return folded.toString();
    }

    /** The folding of any text, which the table repeats for single characters. */
    static String foldAny(String text) {
        StringBuilder folded = new StringBuilder(text.length() + 8);
        Normalizer.normalize(text, Normalizer.Form.NFKD)
                .codePoints()
                .filter(codePoint -> !isLeftOut(codePoint))
                .map(Character::toLowerCase)
                .forEach(codePoint -> {
                    String letters = LETTERS.get(codePoint);
                    if (letters == null) {
                        folded.appendCodePoint(codePoint);
                    } else {
                        folded.append(letters);
                    }
                });
        return Normalizer.normalize(folded, Normalizer.Form.NFC);
    }

    private static boolean isLeftOut(int codePoint) {
        return codePoint < FIRST_MARK
                ? codePoint == SOFT_HYPHEN
                : isAccent(codePoint)
                        || codePoint == TATWEEL
                        || codePoint >= FIRST_SKIN_TONE && codePoint <= LAST_SKIN_TONE
                        || Character.getType(codePoint) == Character.FORMAT && codePoint != ZERO_WIDTH_SPACE;
    }

    private static boolean isAccent(int codePoint) {
        int type = Character.getType(codePoint);
        return (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK)
                && ACCENTED.contains(UnicodeScript.of(codePoint))
                && !KANA_MARKS.contains(codePoint);
    }
}
