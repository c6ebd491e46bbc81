package io.livemarket.gateway.testing;

import io.livemarket.events.chat.GroupCommand;
import io.livemarket.events.chat.GroupCommand.AnswerInvitation;
import io.livemarket.events.chat.GroupCommand.ChangeMemberRole;
import io.livemarket.events.chat.GroupCommand.InviteMembers;
import io.livemarket.events.chat.GroupCommand.LeaveChat;
import io.livemarket.events.chat.GroupCommand.RemoveMember;
import io.livemarket.events.chat.GroupCommand.RenameChat;
import io.livemarket.events.chat.GroupEvent;
import io.livemarket.events.chat.GroupEvent.ChatRenamed;
import io.livemarket.events.chat.GroupEvent.InvitationDeclined;
import io.livemarket.events.chat.GroupEvent.MemberJoined;
import io.livemarket.events.chat.GroupEvent.MemberLeft;
import io.livemarket.events.chat.GroupEvent.MemberRemoved;
import io.livemarket.events.chat.GroupEvent.MemberRoleChanged;
import io.livemarket.events.chat.GroupEvent.MembersInvited;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The members of a chat of {@link FakeDecider}, and the users that are invited into it. */
final class FakeGroups {

    private volatile List<UUID> members;
    private final Set<UUID> invited = new HashSet<>();

    FakeGroups(List<UUID> members) {
        this.members = List.copyOf(members);
    }

    List<UUID> members() {
        return members;
    }

    /** Whether the user is not in the group and cannot answer an invitation either. */
    boolean isClosedTo(UUID user, Object command) {
        return !members.contains(user) && !(command instanceof AnswerInvitation && invited.contains(user));
    }

    /** The event of a command, which changes the members. */
    GroupEvent happened(UUID chatId, GroupCommand command, long version, long seq) {
        Instant at = command.requestedAt();
        return switch (command) {
            case InviteMembers c -> {
                invited.addAll(c.userIds());
                yield new MembersInvited(chatId, version, c.userIds(), c.actorId(), "Group", at);
            }
            case AnswerInvitation c -> {
                invited.remove(c.actorId());
                if (!c.accept()) {
                    yield new InvitationDeclined(chatId, version, c.actorId(), at);
                }
                members = with(c.actorId());
                yield new MemberJoined(chatId, version, c.actorId(), seq + 1, at);
            }
            case RemoveMember c -> {
                members = without(c.userId());
                yield new MemberRemoved(chatId, version, c.userId(), c.actorId(), at);
            }
            case LeaveChat c -> {
                members = without(c.actorId());
                yield new MemberLeft(chatId, version, c.actorId(), at);
            }
            case ChangeMemberRole c -> new MemberRoleChanged(chatId, version, c.userId(), c.admin(), c.actorId(), at);
            case RenameChat c -> new ChatRenamed(chatId, version, c.actorId(), c.name(), at);
        };
    }

    /** The users that get the event: the members after it, and those that it is about. */
    List<UUID> audience(GroupEvent event) {
        List<UUID> concerned = switch (event) {
            case MembersInvited e -> e.userIds();
            case InvitationDeclined e -> List.of(e.userId());
            case MemberRemoved e -> List.of(e.userId());
            case MemberLeft e -> List.of(e.userId());
            case MemberJoined _, MemberRoleChanged _, ChatRenamed _ -> List.of();
        };
        List<UUID> all = new ArrayList<>(members);
        all.addAll(concerned);
        return all;
    }

    private List<UUID> with(UUID user) {
        List<UUID> all = new ArrayList<>(members);
        all.add(user);
        return List.copyOf(all);
    }

    private List<UUID> without(UUID user) {
        return members.stream().filter(member -> !member.equals(user)).toList();
    }
}
