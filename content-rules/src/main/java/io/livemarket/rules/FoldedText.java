package io.livemarket.rules;

import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/**
 * A text in the form in which rules are found: lower case, without accents, invisible characters and decoration; digits
 * and signs that substitute letters are replaced by these letters, each separator of words is one blank, and spaced-out
 * letters are joined. The index in the original text is kept for each character.
 */
final class FoldedText {

    private static final int TABLE = 0x500;
    private static final char[] FOLDED = table();
    /** The fewest single letters in a row that count as a spaced-out word. */
    private static final int SPACED_OUT = 3;

    private static final int REPEATED = 3;
    private static final char HOLE = '\u0001';
    private static final int MOST_HIDDEN = 3;

    private final char[] chars;
    private final int[] origins;
    private final boolean[] substitutes;
    private int length;
    private boolean joined;
    private char last;
    private int repeats;
    /** The number of blanks before each character; absent before the first use. */
    private int @Nullable [] blanks;

    private FoldedText(int capacity) {
        chars = new char[capacity];
        origins = new int[capacity];
        substitutes = new boolean[capacity];
    }

    /** Folds a text. The folded text begins and ends with a blank. */
    static FoldedText of(String text) {
        FoldedText folded = new FoldedText(text.length() + 2);
        folded.blank(0);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char letter = c < TABLE ? FOLDED[c] : beyond(text, i);
            if (letter == 0) {
                continue;
            }
            if (letter == ' ') {
                folded.blank(i);
            } else if (letter >= 'a' && letter <= 'z') {
                folded.letter(letter, i, false);
            } else {
                folded.sign(letter, i, text);
            }
        }
        folded.blank(text.length());
        folded.joinSpacedOut();
        return folded;
    }

    /** The folded characters. */
    String text() {
        return new String(chars, 0, length);
    }

    int length() {
        return length;
    }

    /** The number of words that begin after {@code from} and before {@code to}, which is the beginning of a word. */
    int wordsBetween(int from, int to) {
        if (blanks == null) {
            blanks = new int[length + 1];
            for (int i = 0; i < length; i++) {
                blanks[i + 1] = blanks[i] + (chars[i] == ' ' ? 1 : 0);
            }
        }
        return from < to ? blanks[to - 1] - blanks[from] : 0;
    }

    /** The index in the original text of a folded character. */
    int origin(int index) {
        return origins[index];
    }

    /** Whether the text had spaced-out letters, which were joined. */
    boolean isJoined() {
        return joined;
    }

    /**
     * Whether a word may begin or end next to this character: it is a blank, or a digit or sign that possibly
     * substitutes a letter.
     */
    boolean isEdge(int index) {
        return chars[index] == ' ' || substitutes[index];
    }

    /** Whether a digit or sign substitutes one of these letters. */
    boolean hasSubstitutes(int begin, int end) {
        for (int i = begin; i < end; i++) {
            if (substitutes[i]) {
                return true;
            }
        }
        return false;
    }

    private void blank(int origin) {
        last = ' ';
        if (length == 0 || chars[length - 1] != ' ') {
            append(' ', origin, false);
        }
    }

    /** Appends a letter. A letter that is repeated three times or more is appended once. */
    private void letter(char letter, int origin, boolean isSubstitute) {
        repeats = letter == last ? repeats + 1 : 1;
        last = letter;
        if (repeats < REPEATED) {
            append(letter, origin, isSubstitute);
        } else if (repeats == REPEATED) {
            length--;
        }
    }

    /**
     * Appends a digit or sign. A digit substitutes a letter only in words; a sign only directly before a letter or
     * digit, since it otherwise ends a sentence.
     */
    private void sign(char sign, int origin, String text) {
        if (sign == '*' || sign == '#') {
            hole(sign, origin, text);
            return;
        }
        last = sign;
        char letter = letterFor(sign);
        if (sign >= '0' && sign <= '9') {
            append(letter == 0 ? sign : letter, origin, true);
            return;
        }
        boolean within =
                letter != 0 && origin + 1 < text.length() && Character.isLetterOrDigit(text.charAt(origin + 1));
        if (within) {
            append(letter, origin, true);
        } else {
            blank(origin);
        }
    }

    /**
     * Appends signs between letters that hide letters: one character for the number of signs. At the edge of a word
     * signs are blanks.
     */
    private void hole(char sign, int origin, String text) {
        last = sign;
        char before = chars[length - 1];
        if (before >= HOLE && before < HOLE + MOST_HIDDEN) {
            chars[length - 1] = (char) Math.min(before + 1, HOLE + MOST_HIDDEN - 1);
            return;
        }
        // Only the first sign of a row searches for the end of the row: the character before any other sign is a hole
        // or a blank.
        if (before >= 'a' && before <= 'z' && isBeforeLetter(sign, origin, text)) {
            append(HOLE, origin, false);
        } else {
            blank(origin);
        }
    }

    private static boolean isBeforeLetter(char sign, int origin, String text) {
        int next = origin + 1;
        while (next < text.length() && text.charAt(next) == sign) {
            next++;
        }
        return next < text.length() && Character.isLetter(text.charAt(next));
    }

    /** The character for a number of hidden letters. */
    static char hole(int letters) {
        return (char) (HOLE + Math.min(letters, MOST_HIDDEN) - 1);
    }

    private void append(char c, int origin, boolean isSubstitute) {
        chars[length] = c;
        origins[length] = origin;
        substitutes[length] = isSubstitute;
        length++;
    }

    /** Removes the blanks between single letters. */
    private void joinSpacedOut() {
        int write = 0;
        int read = 0;
        while (read < length) {
            int end = read;
            int alone = 0;
            while (end + 2 < length && chars[end] == ' ' && chars[end + 1] != ' ' && chars[end + 2] == ' ') {
                alone++;
                end += 2;
            }
            if (alone >= SPACED_OUT) {
                joined = true;
                write = copy(read, write);
                for (int i = read + 1; i < end; i += 2) {
                    write = copy(i, write);
                }
                read = end;
            } else {
                write = copy(read, write);
                read++;
            }
        }
        length = write;
    }

    private int copy(int from, int to) {
        chars[to] = chars[from];
        origins[to] = origins[from];
        substitutes[to] = substitutes[from];
        return to + 1;
    }

    private static char letterFor(char sign) {
        return switch (sign) {
            case '0' -> 'o';
            case '1', '!', '|' -> 'i';
            case '3' -> 'e';
            case '4', '@' -> 'a';
            case '5', '$' -> 's';
            case '7', '+' -> 't';
            case '8' -> 'b';
            default -> 0;
        };
    }

    /**
     * The folded form of the first characters: letters fold to letters, invisible characters to 0, signs that may
     * substitute letters to themselves, all others to blanks.
     */
    private static char[] table() {
        char[] table = new char[TABLE];
        for (char c = 0; c < TABLE; c++) {
            table[c] = fold(c);
        }
        return table;
    }

    private static char fold(char c) {
        if (c >= '0' && c <= '9' || "!|@$+*#".indexOf(c) >= 0) {
            return c;
        }
        int type = Character.getType(c);
        if (type == Character.FORMAT || type == Character.NON_SPACING_MARK) {
            return 0;
        }
        if (!Character.isLetter(c)) {
            return ' ';
        }
        char lookalike = lookalike(Character.toLowerCase(c));
        if (lookalike != 0) {
            return lookalike;
        }
        char base =
                Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKD).charAt(0);
        char lower = Character.toLowerCase(base);
        return lower >= 'a' && lower <= 'z' ? lower : '\u007f';
    }

    /** Cyrillic and Greek letters that look like Latin ones. */
    private static char lookalike(char c) {
        int at = "авеіјкмнорсѕтухαβεικνορτυχ".indexOf(c);
        return at < 0 ? 0 : "abeijkmhopcstyxabeikvoptux".charAt(at);
    }

    private static char beyond(String text, int at) {
        int point = text.codePointAt(at);
        int type = Character.getType(point);
        if (type == Character.FORMAT
                || type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || Character.isLowSurrogate(text.charAt(at))) {
            return 0;
        }
        String plain = Normalizer.normalize(new String(Character.toChars(point)), Normalizer.Form.NFKD);
        char lower = Character.toLowerCase(plain.charAt(0));
        if (lower >= 'a' && lower <= 'z' || lower >= '0' && lower <= '9') {
            return lower;
        }
        return Character.isLetter(point) ? '\u007f' : ' ';
    }
}
