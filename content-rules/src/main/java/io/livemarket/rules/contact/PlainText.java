package io.livemarket.rules.contact;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** A text as the detectors see it: lower case, compatibility forms resolved, no accents, nothing invisible. */
final class PlainText {

    private static final Pattern MARKS = Pattern.compile("[\\p{Mn}\\p{Me}\\p{Cf}]+");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    /** Single letters or digits, each apart from the next by one blank: four and more are a word spaced out. */
    private static final Pattern SPACED = Pattern.compile("(?<![\\p{L}\\d])[a-z@](?: [a-z@.]){3,}(?![\\p{L}\\d])");

    private PlainText() {}

    static String of(String text) {
        String plain = text;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                plain = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
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
        return alone >= 2 ? SPACED.matcher(plain).replaceAll(match -> match.group().replace(" ", "")) : plain;
    }
}
