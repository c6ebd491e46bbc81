package io.livemarket.auth.tokens;

import java.text.Normalizer;
import java.util.Optional;

/**
 * The canonical form of a password, independent of the keyboard: the profile OpaqueString of PRECIS (RFC 8265 section
 * 4.2). Every blank becomes U+0020, and characters are composed (NFC); upper and lower case stay. Characters that
 * cannot be seen or typed are refused. Joiners and the characters of RFC 5892 appendix A.3 to A.9 are allowed whatever
 * their neighbours are: passwords are compared, and never shown.
 */
public final class OpaqueString {

    private OpaqueString() {}

    /**
     * The canonical form; empty where the text is empty, is not valid Unicode, or has a character that the profile
     * refuses.
     */
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

    /** Whether a code point is in FreeformClass (RFC 8264 section 4.3). */
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

    /**
     * Whether a code point is a Default_Ignorable_Code_Point of Unicode that has none of the types of
     * {@link #isAllowed}.
     */
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

    /** Whether a code point is a jamo that NFC did not compose, and so belongs to no modern syllable. */
    private static boolean isOldHangul(int c) {
        return c >= 0x1100 && c <= 0x11FF || c >= 0xA960 && c <= 0xA97C || c >= 0xD7B0 && c <= 0xD7FB;
    }

    /** Whether RFC 5892 section 2.6 excludes a code point by name. */
    private static boolean isException(int c) {
        return c == 0x0640 || c == 0x07FA || c == 0x302E || c == 0x302F || c >= 0x3031 && c <= 0x3035 || c == 0x303B;
    }
}
