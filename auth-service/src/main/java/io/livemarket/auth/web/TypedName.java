package io.livemarket.auth.web;

/**
 * A user name or an e-mail address as a person typed it: blanks around it, which phones add after a completed word, do
 * not belong to it, and wide forms of ASCII, which East Asian keyboards write, are ASCII (the width mapping of RFC 8265
 * section 3.3).
 */
final class TypedName {

    private static final int WIDE_FIRST = 0xFF01;
    private static final int WIDE_LAST = 0xFF5E;
    private static final int WIDE = 0xFEE0;

    private TypedName() {}

    /** What was meant; null for null. */
    static String of(String typed) {
        if (typed == null) {
            return null;
        }
        int from = 0;
        int to = typed.length();
        while (from < to && isBlank(typed.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(typed.charAt(to - 1))) {
            to--;
        }
        return typed.substring(from, to)
                .chars()
                .map(c -> c >= WIDE_FIRST && c <= WIDE_LAST ? c - WIDE : c)
                .collect(StringBuilder::new, (text, c) -> text.append((char) c), StringBuilder::append)
                .toString();
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}
