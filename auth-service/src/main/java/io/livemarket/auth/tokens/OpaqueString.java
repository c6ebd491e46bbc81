package io.livemarket.auth.tokens;

import java.text.Normalizer;
import java.util.Optional;

/**
 * One spelling of a password, whichever keyboard it was typed on: the profile OpaqueString of PRECIS (RFC 8265 section
 * 4.2). Every blank is U+0020, and characters are composed (NFC); upper and lower case stay. What cannot be seen or
 * typed is refused. Joiners and the characters of RFC 5892 appendix A.3 to A.9 are allowed without a look at their
 * neighbours: passwords are compared, and never shown.
 */
public final class OpaqueString {

    private OpaqueString() {}

    /** The one spelling; empty where the text is empty, is no text, or has a character that the profile refuses. */
    public static Optional<String> of(String typed) {
        String one = Normalizer.normalize(withAsciiBlanks(typed), Normalizer.Form.NFC);
        return !one.isEmpty() && one.codePoints().allMatch(OpaqueString::isAllowed)
                ? Optional.of(one)
                : Optional.empty();
    }

    private static String withAsciiBlanks(String typed) {
        return typed.codePoints()
                .map(c -> Character.getType(c) == Character.SPACE_SEPARATOR ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Whether FreeformClass has it (RFC 8264 section 4.3). */
    private static boolean isAllowed(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.FORMAT -> c == 0x200C || c == 0x200D;
            default -> !isInvisible(c) && !isOldHangul(c) && !isException(c);
        };
    }

    /** Default_Ignorable_Code_Point of Unicode, as far as it is of none of the types above. */
    private static boolean isInvisible(int c) {
        return c == 0x034F
                || c == 0x115F
                || c == 0x1160
                || c == 0x17B4
                || c == 0x17B5
                || c >= 0x180B && c <= 0x180F
                || c == 0x3164
                || c >= 0xFE00 && c <= 0xFE0F
                || c == 0xFFA0
                || c >= 0xE0100 && c <= 0xE01EF;
    }

    /** Jamo that are left over after composing are of no modern syllable. */
    private static boolean isOldHangul(int c) {
        return c >= 0x1100 && c <= 0x11FF || c >= 0xA960 && c <= 0xA97C || c >= 0xD7B0 && c <= 0xD7FB;
    }

    /** The ones that RFC 5892 section 2.6 excludes by name. */
    private static boolean isException(int c) {
        return c == 0x0640 || c == 0x07FA || c == 0x302E || c == 0x302F || c >= 0x3031 && c <= 0x3035 || c == 0x303B;
    }
}
