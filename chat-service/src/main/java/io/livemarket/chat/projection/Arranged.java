package io.livemarket.chat.projection;

import io.livemarket.events.chat.ChatEvent.ChatArranged;
import java.util.List;

/**
 * The place of a chat in one participant's lists, which no other participant sees.
 *
 * @param archived whether the participant's list of chats leaves the chat out
 */
record Arranged(boolean pinned, boolean archived, List<String> labels) {

    /** The arrangement of a chat that its participant never arranged. */
    static final Arranged NONE = new Arranged(false, false, List.of());

    static Arranged of(ChatArranged event) {
        return new Arranged(event.pinned(), event.archived(), List.copyOf(event.labels()));
    }
}
