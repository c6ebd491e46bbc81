package io.livemarket.chat.web;

import org.jspecify.annotations.Nullable;

/** Compares a text with a stored text in which words may be masked. */
final class MaskedText {

    private static final char MASK = '*';

    private MaskedText() {}

    /**
     * Whether {@code stored} is {@code text}, with any or no parts of it masked. The length of a masked part is
     * unknown: contact details are masked by three characters, whatever their length.
     */
    static boolean isOf(@Nullable String stored, String text) {
        if (stored == null) {
            return false;
        }
        int at = 0;
        int mask = -1;
        int hidden = 0;
        for (int i = 0; i < text.length(); i++) {
            if (at < stored.length() && stored.charAt(at) == MASK) {
                mask = at++;
                hidden = i--;
            } else if (at < stored.length() && stored.charAt(at) == text.charAt(i)) {
                at++;
            } else if (mask >= 0) {
                // Retry with one more character hidden by the last mask.
                at = mask + 1;
                i = hidden++;
            } else {
                return false;
            }
        }
        return stored.substring(at).chars().allMatch(c -> c == MASK);
    }
}
