package io.livemarket.auth.web;

import org.jspecify.annotations.Nullable;

/**
 * Normalizes a typed user name or e-mail address: removes blanks around it, which phones add after a completed word,
 * and maps wide forms of ASCII, which East Asian keyboards write, to ASCII (the width mapping of RFC 8265 section 3.3).
 */
final class TypedName {

    private static final int WIDE_FIRST = 0xFF01;
    private static final int WIDE_LAST = 0xFF5E;
    private static final int WIDE = 0xFEE0;

    private TypedName() {}

    /** The normalized text; absent for an absent one. */
    static @Nullable String of(@Nullable String typed) {
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
