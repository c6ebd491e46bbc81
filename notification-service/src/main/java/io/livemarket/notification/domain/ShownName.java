package io.livemarket.notification.domain;

import org.jspecify.annotations.Nullable;

/**
 * Names that users chose, made safe for use in a sentence: one line of bounded length, which does not change the
 * writing direction of the text around it.
 */
final class ShownName {

    /** The most code points that a shown name has. */
    static final int LONGEST = 60;

    private ShownName() {}

    /**
     * The name without line breaks, control characters and invisible formatting, cut with an ellipsis; absent when no
     * character is left.
     */
    static @Nullable String of(@Nullable String name) {
        if (name == null) {
            return null;
        }
        StringBuilder shown = new StringBuilder();
        name.codePoints()
                .filter(ShownName::isShown)
                .map(c -> Character.isWhitespace(c) || Character.isSpaceChar(c) ? ' ' : c)
                .forEach(shown::appendCodePoint);
        String line = shown.toString().strip().replaceAll(" {2,}", " ");
        if (line.isEmpty()) {
            return null;
        }
        return line.codePointCount(0, line.length()) <= LONGEST
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST - 1)).strip() + "…";
    }

    /**
     * Whether a code point is kept. The joiner of emoji (U+200D) is; other formatting characters, such as those that
     * change the writing direction, are not.
     */
    private static boolean isShown(int c) {
        return switch (Character.getType(c)) {
            case Character.FORMAT -> c == 0x200D;
            case Character.CONTROL -> Character.isWhitespace(c);
            case Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE -> false;
            default -> true;
        };
    }
}
