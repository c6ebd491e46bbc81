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
 * @param responses how fast a seller answers; nothing for any other participant
 */
record Membership(
        @Nullable ChatRole role, boolean pinned, boolean archived, List<String> labels, ResponseTimes responses) {

    /** A participant without a role that never arranged the chat. */
    static final Membership NONE = new Membership(null, false, false, List.of(), ResponseTimes.NONE);

    static Membership of(@Nullable ChatRole role) {
        return role == null ? NONE : new Membership(role, false, false, List.of(), ResponseTimes.NONE);
    }

    /** A participant that never arranged the chat. */
    static Membership of(@Nullable ChatRole role, ResponseTimes responses) {
        return responses.isEmpty() ? of(role) : of(role).with(responses);
    }

    Membership after(ChatArranged event) {
        return new Membership(role, event.pinned(), event.archived(), List.copyOf(event.labels()), responses);
    }

    Membership with(ResponseTimes newResponses) {
        return new Membership(role, pinned, archived, labels, newResponses);
    }

    /** Whether the participant pinned, archived or labelled the chat. */
    boolean isArranged() {
        return pinned || archived || !labels.isEmpty();
    }
}
