package io.livemarket.chat.projection;

import io.livemarket.events.chat.ChatEvent.ChatArranged;
import io.livemarket.events.chat.ChatRole;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A participant's part in a chat, and the place of the chat in the participant's lists, which no other participant
 * sees.
 *
 * @param role the role that the chat was opened with; absent for none
 * @param archived whether the participant's list of chats leaves the chat out
 */
record Membership(@Nullable ChatRole role, boolean pinned, boolean archived, List<String> labels) {

    /** A participant without a role that never arranged the chat. */
    static final Membership NONE = new Membership(null, false, false, List.of());

    static Membership of(@Nullable ChatRole role) {
        return role == null ? NONE : new Membership(role, false, false, List.of());
    }

    Membership after(ChatArranged event) {
        return new Membership(role, event.pinned(), event.archived(), List.copyOf(event.labels()));
    }

    /** Whether the participant pinned, archived or labelled the chat. */
    boolean isArranged() {
        return pinned || archived || !labels.isEmpty();
    }
}
