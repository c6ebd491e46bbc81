package io.livemarket.rules.contact;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text as the detectors see it: lower case, compatibility forms resolved, no accents, nothing invisible. Where each
 * of its characters came from is worked out only when somebody asks, since most texts hold nothing that is looked for.
 */
final class PlainText {

    private static final Pattern MARKS = Pattern.compile("[\\p{Mn}\\p{Me}\\p{Cf}]+");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    /** Single letters or digits, each apart from the next by one blank: four and more are a word spaced out. */
    private static final Pattern SPACED = Pattern.compile("(?<![\\p{L}\\d])[a-z@](?: [a-z@.]){3,}(?![\\p{L}\\d])");

    /** What is left of each character below {@link #SINGLE}, none of which depends on its neighbours. */
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
        // An ordinal sign is no letter here: "nº" is not the word "no".
        return MARKS.matcher(Normalizer.normalize(text.replace('\u00ba', '\u00b0'), Normalizer.Form.NFKD))
                .replaceAll("");
    }

    /**
     * Where in the text each character of {@code plain}, which is {@link #of} it, came from; empty where that can't be
     * said, since letters depend on their neighbours in some scripts.
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

    /** The plain form of one character by itself. */
    static String alone(int point) {
        return withoutMarks(Character.toString(point)).toLowerCase(Locale.ROOT);
    }

    /**
     * A text with the origin of each of its characters.
     *
     * @param origins an index for each character; the array may be longer than the text
     */
    private record Traced(String text, int[] origins) {

        /** Without the blanks in what the pattern finds, but for one where so asked. */
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
