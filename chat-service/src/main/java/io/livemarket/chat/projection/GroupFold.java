package io.livemarket.chat.projection;

import io.livemarket.events.chat.GroupEvent;
import io.livemarket.events.chat.GroupEvent.ChatRenamed;
import io.livemarket.events.chat.GroupEvent.InvitationDeclined;
import io.livemarket.events.chat.GroupEvent.MemberJoined;
import io.livemarket.events.chat.GroupEvent.MemberLeft;
import io.livemarket.events.chat.GroupEvent.MemberRemoved;
import io.livemarket.events.chat.GroupEvent.MemberRoleChanged;
import io.livemarket.events.chat.GroupEvent.MembersInvited;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** The read model of a group after a change of its members, admins, invitations or name. */
final class GroupFold {

    private GroupFold() {}

    static ChatDocument after(ChatDocument chat, GroupEvent event) {
        GroupDocument group = chat.groupOrOpened();
        return switch (event) {
            case MembersInvited e -> chat.with(e, chat.readers(), group.with(e));
            case MemberJoined e -> chat.with(e, joined(chat, e), group.with(e));
            case InvitationDeclined e -> chat.with(e, chat.readers(), group.without(e.userId(), e.version(), false));
            case MemberRemoved e -> gone(chat, e, e.userId());
            case MemberLeft e -> gone(chat, e, e.userId());
            case MemberRoleChanged e -> chat.with(e, chat.readers(), group.with(e));
            case ChatRenamed e -> chat.renamed(e.name()).with(e, chat.readers(), group.changed(e.version()));
        };
    }

    /** The new member has no unread and no undelivered message. */
    private static List<Reader> joined(ChatDocument chat, MemberJoined e) {
        Reader reader = new Reader(e.userId(), chat.seq(), chat.seq(), 0, false);
        return Stream.concat(without(chat, e.userId()).stream(), Stream.of(reader))
                .toList();
    }

    private static ChatDocument gone(ChatDocument chat, GroupEvent event, UUID userId) {
        List<Reader> others = without(chat, userId);
        return chat.with(event, others, chat.groupOrOpened().without(userId, event.version(), others.isEmpty()));
    }

    private static List<Reader> without(ChatDocument chat, UUID userId) {
        return chat.readers().stream()
                .filter(reader -> !reader.userId().equals(userId))
                .toList();
    }
}
