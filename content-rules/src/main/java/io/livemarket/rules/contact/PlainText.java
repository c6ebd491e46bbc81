package io.livemarket.rules.contact;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the form of a text that the detectors read: lower case, compatibility forms resolved, without accents and
 * invisible characters. The origins of its characters are computed only on demand, because most texts have no contact
 * details.
 */
final class PlainText {

    private static final Pattern MARKS = Pattern.compile("[\\p{Mn}\\p{Me}\\p{Cf}]+");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    /** A spaced-out word: four or more single letters with one blank between each two. */
    private static final Pattern SPACED = Pattern.compile("(?<![\\p{L}\\d])[a-z@](?: [a-z@.]){3,}(?![\\p{L}\\d])");

    /** The plain form of each character below {@link #SINGLE}, none of which depends on its neighbours. */
    private static final String[] LEFT = new String[0x180];

    private static final int SINGLE = LEFT.length;

    static {
        for (char c = 0; c < SINGLE; c++) {
            LEFT[c] = normalized(String.valueOf(c));
        }
    }

    private PlainText() {}

    static String of(String text) {
        String plain = text;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                plain = withoutMarks(text);
                break;
            }
        }
        plain = plain.toLowerCase(Locale.ROOT);
        int alone = 0;
        boolean blanks = false;
        for (int i = 0; i < plain.length(); i++) {
            boolean blank = Character.isWhitespace(plain.charAt(i));
            blanks |= blank && (plain.charAt(i) != ' ' || i > 0 && plain.charAt(i - 1) == ' ');
            alone += blank && i > 1 && plain.charAt(i - 2) == ' ' ? 1 : 0;
        }
        plain = blanks ? BLANKS.matcher(plain).replaceAll(" ") : plain;
        return alone >= 2
                ? SPACED.matcher(plain).replaceAll(match -> match.group().replace(" ", ""))
                : plain;
    }

    private static String withoutMarks(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= SINGLE) {
                return normalized(text);
            }
            plain.append(LEFT[text.charAt(i)]);
        }
        return plain.toString();
    }

    private static String normalized(String written) {
        String text = Letters.withoutWide(written);
        // An ordinal sign does not count as a letter: "nº" is not the word "no".
        return MARKS.matcher(Normalizer.normalize(text.replace('\u00ba', '\u00b0'), Normalizer.Form.NFKD))
                .replaceAll("");
    }

    /**
     * For each character of {@code plain}, the result of {@link #of}, the index in the text from which it came; empty
     * if it cannot be determined, because in some scripts letters depend on their neighbours.
     */
    static Optional<int[]> origins(String text, String plain) {
        StringBuilder letters = new StringBuilder(text.length());
        int[] from = new int[text.length() + 1];
        for (int i = 0, next; i < text.length(); i = next) {
            int point = text.codePointAt(i);
            next = i + Character.charCount(point);
            int before = letters.length();
            Letters.append(point, letters);
            from = letters.length() <= from.length ? from : Arrays.copyOf(from, 2 * letters.length());
            Arrays.fill(from, before, letters.length(), i);
        }
        Traced all = new Traced(letters.toString(), from);
        Traced traced = all.without(BLANKS, true).without(SPACED, false);
        return traced.text().length() == plain.length()
                ? Optional.of(Arrays.copyOf(traced.origins(), plain.length()))
                : Optional.empty();
    }

    /** The plain form of a single character. */
    static String alone(int point) {
        return withoutMarks(Character.toString(point)).toLowerCase(Locale.ROOT);
    }

    /**
     * A text with the origin of each of its characters.
     *
     * @param origins the index of each character in the original text; the array may be longer than the text
     */
    private record Traced(String text, int[] origins) {

        /**
         * The text without the blanks in the pattern's matches.
         *
         * @param one whether each match is replaced by one blank
         */
        Traced without(Pattern pattern, boolean one) {
            StringBuilder kept = new StringBuilder(text.length());
            int[] from = new int[text.length()];
            Matcher matcher = pattern.matcher(text);
            int end = 0;
            while (matcher.find()) {
                keep(end, matcher.start(), kept, from);
                if (one) {
                    from[kept.length()] = origins[matcher.start()];
                    kept.append(' ');
                } else {
                    for (int i = matcher.start(); i < matcher.end(); i++) {
                        keep(i, text.charAt(i) == ' ' ? i : i + 1, kept, from);
                    }
                }
                end = matcher.end();
            }
            keep(end, text.length(), kept, from);
            return new Traced(kept.toString(), from);
        }

        private void keep(int begin, int end, StringBuilder kept, int[] from) {
            System.arraycopy(origins, begin, from, kept.length(), end - begin);
            kept.append(text, begin, end);
        }
    }
}
