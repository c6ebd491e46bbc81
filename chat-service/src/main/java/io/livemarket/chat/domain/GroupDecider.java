package io.livemarket.chat.domain;

import static io.livemarket.chat.domain.Decision.accept;
import static io.livemarket.chat.domain.Decision.reject;
import static io.livemarket.chat.domain.Decision.unchanged;

import io.livemarket.chat.domain.Chat.Open;
import io.livemarket.chat.domain.Decision.Accepted;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatRole;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.GroupCommand;
import io.livemarket.events.chat.GroupCommand.AnswerInvitation;
import io.livemarket.events.chat.GroupCommand.ChangeMemberRole;
import io.livemarket.events.chat.GroupCommand.InviteMembers;
import io.livemarket.events.chat.GroupCommand.LeaveChat;
import io.livemarket.events.chat.GroupCommand.RemoveMember;
import io.livemarket.events.chat.GroupCommand.RenameChat;
import io.livemarket.events.chat.GroupEvent.ChatRenamed;
import io.livemarket.events.chat.GroupEvent.InvitationDeclined;
import io.livemarket.events.chat.GroupEvent.MemberJoined;
import io.livemarket.events.chat.GroupEvent.MemberLeft;
import io.livemarket.events.chat.GroupEvent.MemberRemoved;
import io.livemarket.events.chat.GroupEvent.MemberRoleChanged;
import io.livemarket.events.errors.ErrorCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Decides the commands about the members and the name of a group (decision 111). Pure, as {@link ChatDecider}, which
 * refuses users who are neither members nor invited.
 */
final class GroupDecider {

    private GroupDecider() {}

    static Decision decide(Chat chat, GroupCommand command, ChatLookups lookups) {
        if (!(chat instanceof Open open)) {
            return reject(ErrorCode.CHAT_NOT_FOUND);
        }
        if (open.type() != ChatType.GROUP) {
            return reject(ErrorCode.NOT_A_GROUP);
        }
        return switch (command) {
            case InviteMembers c -> asAdmin(open, c, lookups, () -> Invitations.invite(open, c, lookups));
            case AnswerInvitation c -> answer(open, c, lookups);
            case RemoveMember c -> asAdmin(open, c, lookups, () -> remove(open, c, lookups));
            case LeaveChat c -> leave(open, c, lookups);
            case ChangeMemberRole c -> asAdmin(open, c, lookups, () -> changeRole(open, c, lookups));
            case RenameChat c -> asAdmin(open, c, lookups, () -> rename(open, c, lookups));
        };
    }

    private static Decision asAdmin(
            Open open, GroupCommand command, ChatLookups lookups, Supplier<Decision> permitted) {
        if (!open.groupOrNone().isAdmin(command.actorId())) {
            return reject(ErrorCode.NOT_AN_ADMIN);
        }
        Optional<ErrorCode> gone = BlockRules.in(open, command.actorId(), lookups);
        return gone.isPresent() ? reject(gone.get()) : permitted.get();
    }

    /** A user who is neither a member nor invited has declined before. */
    private static Decision answer(Open open, AnswerInvitation answer, ChatLookups lookups) {
        UUID user = answer.actorId();
        if (open.participant(user).isPresent()) {
            return answer.accept() ? unchanged(open) : reject(ErrorCode.ALREADY_A_MEMBER);
        }
        if (!open.groupOrNone().isInvited(user)) {
            return answer.accept() ? reject(ErrorCode.CHAT_NOT_FOUND) : unchanged(open);
        }
        if (lookups.userDeleted(user)) {
            return reject(ErrorCode.USER_DELETED);
        }
        Instant at = ChatDecider.later(open, answer.requestedAt());
        long version = open.version() + 1;
        long visibleFrom = open.groupOrNone().showsAll() ? 1 : open.seq() + 1;
        return accept(
                answer.accept()
                        ? new MemberJoined(open.chatId(), version, user, visibleFrom, at)
                        : new InvitationDeclined(open.chatId(), version, user, at));
    }

    private static Decision remove(Open open, RemoveMember remove, ChatLookups lookups) {
        UUID user = remove.userId();
        if (user == null) {
            return reject(ErrorCode.INVALID_REQUEST);
        }
        if (user.equals(remove.actorId())) {
            return gone(open, new MemberLeft(open.chatId(), open.version() + 1, user, at(open, remove)), user, lookups);
        }
        return open.participant(user).isEmpty() && !open.groupOrNone().isInvited(user)
                ? reject(ErrorCode.MEMBER_NOT_FOUND)
                : accept(
                        new MemberRemoved(open.chatId(), open.version() + 1, user, remove.actorId(), at(open, remove)));
    }

    private static Decision leave(Open open, LeaveChat leave, ChatLookups lookups) {
        UUID user = leave.actorId();
        return gone(open, new MemberLeft(open.chatId(), open.version() + 1, user, at(open, leave)), user, lookups);
    }

    /** The member's leaving; of the last admin with the event that names the member of longest standing an admin. */
    private static Decision gone(Open open, MemberLeft left, UUID user, ChatLookups lookups) {
        List<ChatEvent> events = new ArrayList<>(List.of(left));
        if (isLastAdmin(open, user, lookups)) {
            successor(open, user, lookups)
                    .ifPresent(next -> events.add(
                            new MemberRoleChanged(open.chatId(), left.version() + 1, next, true, null, left.at())));
        }
        return new Accepted(List.copyOf(events));
    }

    /** Whether the user is the only admin whose account is not deleted. */
    private static boolean isLastAdmin(Open open, UUID user, ChatLookups lookups) {
        return open.groupOrNone().isAdmin(user)
                && open.groupOrNone().admins().stream()
                        .allMatch(admin -> admin.equals(user) || lookups.userDeleted(admin));
    }

    private static Optional<UUID> successor(Open open, UUID leaving, ChatLookups lookups) {
        return open.members().stream()
                .filter(member -> !member.equals(leaving) && !lookups.userDeleted(member))
                .findFirst();
    }

    private static Decision changeRole(Open open, ChangeMemberRole change, ChatLookups lookups) {
        UUID user = change.userId();
        if (user == null) {
            return reject(ErrorCode.INVALID_REQUEST);
        }
        if (open.participant(user).isEmpty()) {
            return reject(ErrorCode.MEMBER_NOT_FOUND);
        }
        if (open.groupOrNone().isAdmin(user) == change.admin()) {
            return unchanged(open);
        }
        if (!change.admin() && isLastAdmin(open, user, lookups)) {
            return reject(ErrorCode.LAST_ADMIN);
        }
        return accept(new MemberRoleChanged(
                open.chatId(), open.version() + 1, user, change.admin(), change.actorId(), at(open, change)));
    }

    /** The name is screened as that of a new group. */
    private static Decision rename(Open open, RenameChat rename, ChatLookups lookups) {
        if (!MessageRules.isValidGroupName(rename.name())) {
            return reject(ErrorCode.INVALID_REQUEST);
        }
        return ChatDecider.screened(
                rename.name().strip(),
                false,
                ChatRole.MEMBER,
                lookups,
                screening -> screening.content().equals(open.groupOrNone().name())
                        ? unchanged(open)
                        : new Accepted(
                                List.of(new ChatRenamed(
                                        open.chatId(),
                                        open.version() + 1,
                                        rename.actorId(),
                                        screening.content(),
                                        at(open, rename))),
                                screening.note()));
    }

    private static Instant at(Open open, GroupCommand command) {
        return ChatDecider.later(open, command.requestedAt());
    }
}
