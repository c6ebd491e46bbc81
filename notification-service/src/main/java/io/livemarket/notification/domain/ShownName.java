package io.livemarket.notification.domain;

/**
 * Names that users chose, made fit to stand in a sentence: one line, of bounded length, that turns no other text
 * around.
 */
final class ShownName {

    /** Code points. */
    static final int LONGEST = 60;

    private ShownName() {}

    /**
     * The name without line breaks, controls and invisible formatting, cut with an ellipsis; null where nothing is
     * left.
     */
    static String of(String name) {
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
     * Emoji are joined by formatting characters of their own (U+200D); directions and other invisible characters are
     * left out.
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
