package io.livemarket.chat.projection;

import io.livemarket.events.chat.ChatRole;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A participant's own part in a chat, and the place of the chat in the participant's lists.
 *
 * @param role absent in a chat about nothing
 * @param archived whether the list of chats leaves the chat out
 */
public record OwnPlace(@Nullable ChatRole role, boolean pinned, boolean archived, List<String> labels) {

    /** The part of a service account, which participates in no chat. */
    static final OwnPlace NONE = new OwnPlace(null, false, false, List.of());

    static OwnPlace of(ChatDocument chat, UUID viewer) {
        Membership member = chat.reader(viewer).map(Reader::membership).orElse(Membership.NONE);
        return new OwnPlace(chat.role(viewer), member.pinned(), member.archived(), member.labels());
    }
}
