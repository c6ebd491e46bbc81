package io.livemarket.events.text;

import org.jspecify.annotations.Nullable;

/** The rules for texts from clients, for every service and for sockets. */
public final class Texts {

    private Texts() {}

    /**
     * Whether a text is Unicode that every store and client keeps unchanged: each surrogate has its other half, and
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
     * Whether a text has a visible character: any but spaces, controls, joiners, marks of direction, variation
     * selectors, tags and fillers.
     */
    public static boolean isVisible(@Nullable String text) {
        return text != null && text.codePoints().anyMatch(Texts::shows);
    }

    /**
     * Whether a text changes the direction of the text that follows it (UAX 9: embeddings, overrides, isolates). Marks
     * of direction do not.
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

    /** Visible characters of the class Cf: the number signs of Arabic, Syriac and Kaithi. */
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
     * Invisible characters of other classes: the rest of Default_Ignorable_Code_Point, and the empty cell of Braille.
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
