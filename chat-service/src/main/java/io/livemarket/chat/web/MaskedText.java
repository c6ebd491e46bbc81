package io.livemarket.chat.web;

/** Compares a text with what became of it where words were masked. */
final class MaskedText {

    private static final char MASK = '*';

    private MaskedText() {}

    /**
     * Whether a text is stored like this, with parts of it masked or none. How long a part was is not known: contact
     * details are three masks whatever their length.
     */
    static boolean isOf(String stored, String text) {
        int at = 0;
        int mask = -1;
        int hidden = 0;
        for (int i = 0; stored != null && i < text.length(); i++) {
            if (at < stored.length() && stored.charAt(at) == MASK) {
                mask = at++;
                hidden = i--;
            } else if (at < stored.length() && stored.charAt(at) == text.charAt(i)) {
                at++;
            } else if (mask >= 0) {
                // The last mask hides one character more.
                at = mask + 1;
                i = hidden++;
            } else {
                return false;
            }
        }
        return stored != null && stored.substring(at).chars().allMatch(c -> c == MASK);
    }
}
