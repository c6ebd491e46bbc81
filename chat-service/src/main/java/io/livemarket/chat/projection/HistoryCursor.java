package io.livemarket.chat.projection;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The position between two pages of a chat's history. Opaque to clients: the {@code seq} alone for the page of older
 * messages before it, the {@code seq} after an {@code a} for the page of newer messages after it.
 */
record HistoryCursor(boolean newer, long seq) {

    private static final Pattern FORM = Pattern.compile("(a?)([1-9]\\d{0,17})");

    static HistoryCursor before(long seq) {
        return new HistoryCursor(false, seq);
    }

    static HistoryCursor after(long seq) {
        return new HistoryCursor(true, seq);
    }

    String encode() {
        return (newer ? "a" : "") + seq;
    }

    /** The cursor of a text; empty for a text that is no cursor of a history. */
    static Optional<HistoryCursor> decode(String text) {
        Matcher parts = FORM.matcher(text);
        return parts.matches()
                ? Optional.of(new HistoryCursor(!parts.group(1).isEmpty(), Long.parseLong(parts.group(2))))
                : Optional.empty();
    }
}
