package io.livemarket.chat.projection;

import io.livemarket.events.chat.GroupHistory;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The part of a group that private chats do not have: {@code Group} of the protocol.
 *
 * @param history the messages that a member sees who joins later
 * @param admins the members who may invite, remove, appoint and rename
 * @param invited the users who were invited and have not answered
 * @param visibleFromSeq the first message that the viewer may see
 */
public record GroupView(GroupHistory history, List<UUID> admins, List<UUID> invited, long visibleFromSeq) {

    /** The part as a member sees it; absent for a private chat. */
    static @Nullable GroupView of(ChatDocument chat, UUID viewer) {
        GroupDocument group = chat.group();
        return group == null
                ? null
                : new GroupView(group.history(), group.admins(), group.invited(), chat.visibleFrom(viewer));
    }
}
