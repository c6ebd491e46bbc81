package io.livemarket.chat.domain;

import static io.livemarket.chat.domain.ChatFixtures.GROUP;
import static io.livemarket.chat.domain.ChatFixtures.NOW;
import static io.livemarket.chat.domain.ChatFixtures.START;

import io.livemarket.chat.domain.ChatFixtures.Past;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.GroupCommand.AnswerInvitation;
import io.livemarket.events.chat.GroupCommand.ChangeMemberRole;
import io.livemarket.events.chat.GroupCommand.InviteMembers;
import io.livemarket.events.chat.GroupCommand.LeaveChat;
import io.livemarket.events.chat.GroupCommand.RemoveMember;
import io.livemarket.events.chat.GroupCommand.RenameChat;
import io.livemarket.events.chat.GroupEvent.InvitationDeclined;
import io.livemarket.events.chat.GroupEvent.MemberJoined;
import io.livemarket.events.chat.GroupEvent.MemberLeft;
import io.livemarket.events.chat.GroupEvent.MemberRemoved;
import io.livemarket.events.chat.GroupEvent.MemberRoleChanged;
import io.livemarket.events.chat.GroupEvent.MembersInvited;
import io.livemarket.events.chat.GroupHistory;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Commands and past events of groups. */
public final class GroupFixtures {

    private GroupFixtures() {}

    private interface Change {
        ChatEvent next(Chat.Open chat, long version, Instant at);
    }

    private static Past in(Change change) {
        return chat -> {
            Chat.Open open = (Chat.Open) chat;
            return change.next(open, open.version() + 1, open.updatedAt().plusSeconds(1));
        };
    }

    /** A group that shows all messages to later members. */
    public static Past openedWithAll(UUID... members) {
        return _ -> new ChatOpened(
                GROUP, 1, ChatType.GROUP, List.of(members), "Bici", members[0], START, null, null, GroupHistory.ALL);
    }

    public static Past left(UUID user) {
        return in((_, version, at) -> new MemberLeft(GROUP, version, user, at));
    }

    public static Past removed(UUID user, UUID by) {
        return in((_, version, at) -> new MemberRemoved(GROUP, version, user, by, at));
    }

    public static Past roleChanged(UUID user, boolean admin, UUID by) {
        return in((_, version, at) -> new MemberRoleChanged(GROUP, version, user, admin, by, at));
    }

    public static Past invited(UUID by, UUID... users) {
        return in((_, version, at) -> new MembersInvited(GROUP, version, List.of(users), by, "Bici", at));
    }

    public static Past joined(UUID user) {
        return in((open, version, at) -> new MemberJoined(GROUP, version, user, open.seq() + 1, at));
    }

    public static Past declined(UUID user) {
        return in((_, version, at) -> new InvitationDeclined(GROUP, version, user, at));
    }

    public static LeaveChat leave(UUID actor) {
        return new LeaveChat(GROUP, actor, NOW);
    }

    public static RemoveMember remove(UUID actor, UUID user) {
        return new RemoveMember(GROUP, actor, user, NOW);
    }

    public static ChangeMemberRole changeRole(UUID actor, UUID user, boolean admin) {
        return new ChangeMemberRole(GROUP, actor, user, admin, NOW);
    }

    public static RenameChat rename(UUID actor, String name) {
        return new RenameChat(GROUP, actor, name, NOW);
    }

    public static InviteMembers invite(UUID actor, UUID... users) {
        return new InviteMembers(GROUP, actor, List.of(users), NOW);
    }

    public static AnswerInvitation accept(UUID actor) {
        return new AnswerInvitation(GROUP, actor, true, NOW);
    }

    public static AnswerInvitation decline(UUID actor) {
        return new AnswerInvitation(GROUP, actor, false, NOW);
    }
}
