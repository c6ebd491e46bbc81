package io.livemarket.chat.projection;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of a message among all messages of a user: newest first, and by {@code seq} within a chat, where times
 * never go back. As a cursor it is opaque to clients: base64url of the three parts.
 *
 * @param at milliseconds since 1970
 */
record SearchPosition(long at, UUID chatId, long seq) implements Comparable<SearchPosition> {

    private static final Pattern FORM = Pattern.compile("(\\d{1,15}):([0-9a-f-]{36}):(\\d{1,18})");

    /** Newer messages are less. */
    @Override
    public int compareTo(SearchPosition other) {
        int byTime = Long.compare(other.at, at);
        if (byTime != 0) {
            return byTime;
        }
        int byChat = other.chatId.compareTo(chatId);
        return byChat != 0 ? byChat : Long.compare(other.seq, seq);
    }

    boolean isNewerThan(SearchPosition other) {
        return compareTo(other) < 0;
    }

    String encode() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((at + ":" + chatId + ":" + seq).getBytes(StandardCharsets.US_ASCII));
    }

    /** The position of a cursor; empty for a text that is no cursor of a search. */
    static Optional<SearchPosition> decode(String text) {
        try {
            Matcher parts = FORM.matcher(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII));
            return parts.matches()
                    ? Optional.of(new SearchPosition(
                            Long.parseLong(parts.group(1)),
                            UUID.fromString(parts.group(2)),
                            Long.parseLong(parts.group(3))))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
