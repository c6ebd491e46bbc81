package io.livemarket.chat.web;

/** Compares a text with what became of it where words were masked. */
final class MaskedText {

    private static final char MASK = '*';

    private MaskedText() {}

    /** Whether a text is stored like this, with some of its characters masked or none. */
    static boolean isOf(String stored, String text) {
        if (stored == null || stored.length() != text.length()) {
            return false;
        }
        for (int i = 0; i < stored.length(); i++) {
            if (stored.charAt(i) != text.charAt(i) && stored.charAt(i) != MASK) {
                return false;
            }
        }
        return true;
    }
}
