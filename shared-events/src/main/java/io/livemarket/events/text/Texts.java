package io.livemarket.events.text;

import org.jspecify.annotations.Nullable;

/** Which texts clients may send, and which of them have something to see. The rules of every service and of sockets. */
public final class Texts {

    private Texts() {}

    /**
     * Whether a text is Unicode that every store and client keeps as it is: each surrogate has its other half, and
     * there is no U+0000. JSON escapes can make either.
     */
    public static boolean isSound(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isLowSurrogate(c)) {
                return false;
            }
            if (Character.isHighSurrogate(c) && (++i == text.length() || !Character.isLowSurrogate(text.charAt(i)))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether a text has something to see: more than spaces, controls, joiners, marks of direction, variation
     * selectors, tags and fillers.
     */
    public static boolean isVisible(@Nullable String text) {
        return text != null && text.codePoints().anyMatch(Texts::shows);
    }

    /**
     * Whether a text changes the direction of what stands after it (UAX 9: embeddings, overrides, isolates). Marks of
     * direction do not.
     */
    public static boolean turnsDirection(String text) {
        return text.chars().anyMatch(c -> c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069);
    }

    private static boolean shows(int c) {
        return switch (Character.getType(c)) {
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.CONTROL,
                    Character.SURROGATE -> false;
            case Character.FORMAT -> isWrittenFormat(c);
            default -> !isBlank(c);
        };
    }

    /** Signs that are written although they are of the class Cf: those of Arabic, Syriac and Kaithi numbers. */
    private static boolean isWrittenFormat(int c) {
        return c >= 0x0600 && c <= 0x0605
                || c == 0x06DD
                || c == 0x070F
                || c == 0x0890
                || c == 0x0891
                || c == 0x08E2
                || c == 0x110BD
                || c == 0x110CD;
    }

    /**
     * Characters of other classes that show nothing: the rest of Default_Ignorable_Code_Point, and the empty cell of
     * Braille.
     */
    private static boolean isBlank(int c) {
        return c == 0x034F
                || c == 0x115F
                || c == 0x1160
                || c == 0x17B4
                || c == 0x17B5
                || c >= 0x180B && c <= 0x180F
                || c == 0x2065
                || c == 0x2800
                || c == 0x3164
                || c >= 0xFE00 && c <= 0xFE0F
                || c == 0xFFA0
                || c >= 0xFFF0 && c <= 0xFFF8
                || c >= 0xE0000 && c <= 0xE0FFF;
    }
}
