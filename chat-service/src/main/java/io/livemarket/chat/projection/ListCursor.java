package io.livemarket.chat.projection;

import io.livemarket.events.Ids;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * The position of the last chat on a page of chats. Opaque to clients: base64url of the time in milliseconds and the
 * chat's id.
 */
record ListCursor(long activeAt, UUID chatId) {

    static ListCursor of(ChatDocument chat) {
        return new ListCursor(chat.progress().activeAt().toEpochMilli(), chat.chatId());
    }

    String encode() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((activeAt + ":" + chatId).getBytes(StandardCharsets.US_ASCII));
    }

    /** The cursor of a text; empty for a text that is no cursor of a list. */
    static Optional<ListCursor> decode(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split(":", 2);
            if (parts.length < 2) {
                return Optional.empty();
            }
            long at = Long.parseLong(parts[0]);
            return Ids.parse(parts[1]).map(id -> new ListCursor(at, id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
