package io.livemarket.chat.domain;

import io.livemarket.chat.domain.Chat.Open;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageEdited;
import io.livemarket.events.chat.GroupEvent;
import io.livemarket.events.chat.GroupEvent.ChatRenamed;
import io.livemarket.events.chat.GroupEvent.InvitationDeclined;
import io.livemarket.events.chat.GroupEvent.MemberJoined;
import io.livemarket.events.chat.GroupEvent.MemberLeft;
import io.livemarket.events.chat.GroupEvent.MemberRemoved;
import io.livemarket.events.chat.GroupEvent.MemberRoleChanged;
import io.livemarket.events.chat.GroupEvent.MembersInvited;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** The members of a group after its events, and the users that get an event of a group. */
public final class GroupMembers {

    private GroupMembers() {}

    /** The chat after the event. */
    static Open after(Open open, GroupEvent event) {
        Group group = open.groupOrNone();
        return switch (event) {
            case MembersInvited e -> open.with(e, open.participants(), group.withInvited(e.userIds()));
            case MemberJoined e -> open.with(e, joined(open, e), group.notInvited(e.userId()));
            case InvitationDeclined e -> open.with(e, open.participants(), group.declined(e.userId(), e.at()));
            case MemberRemoved e -> without(open, e, e.userId());
            case MemberLeft e -> without(open, e, e.userId());
            case MemberRoleChanged e -> open.with(e, open.participants(), group.admin(e.userId(), e.admin()));
            case ChatRenamed e -> open.with(e, open.participants(), group.renamed(e.name()));
        };
    }

    /** The members with the new one, who is the last of them and has no unread message. */
    private static List<Participant> joined(Open open, MemberJoined e) {
        return Stream.concat(open.participants().stream(), Stream.of(Participant.joined(e.userId(), open.seq())))
                .toList();
    }

    private static Open without(Open open, GroupEvent event, UUID userId) {
        List<Participant> others = open.participants().stream()
                .filter(participant -> !participant.userId().equals(userId))
                .toList();
        Group group = open.participant(userId)
                .map(former -> open.groupOrNone().without(former, others.isEmpty()))
                .orElse(open.groupOrNone());
        return open.with(event, others, group.notInvited(userId));
    }

    /**
     * The users that get an event of a group: the members after it, and the users that the event is about, who may be
     * no members.
     */
    public static List<UUID> audience(Open after, GroupEvent event) {
        List<UUID> users = new ArrayList<>(after.members());
        List<UUID> concerned = switch (event) {
            case MembersInvited e -> e.userIds();
            case InvitationDeclined e -> List.of(e.userId());
            case MemberRemoved e -> List.of(e.userId());
            case MemberLeft e -> List.of(e.userId());
            case MemberJoined _, MemberRoleChanged _, ChatRenamed _ -> List.of();
        };
        concerned.stream().filter(user -> !users.contains(user)).forEach(users::add);
        return List.copyOf(users);
    }

    /** The members who must not see a change of a message, because they joined the group after it was sent. */
    static List<UUID> joinedAfter(Open open, ChatEvent change) {
        long seq = switch (change) {
            case MessageEdited e -> e.seq();
            case MessageDeleted e -> e.seq();
            default -> Long.MAX_VALUE;
        };
        return open.participants().stream()
                .filter(participant -> !open.sees(participant, seq))
                .map(Participant::userId)
                .toList();
    }
}
