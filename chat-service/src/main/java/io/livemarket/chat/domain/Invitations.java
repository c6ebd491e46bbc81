package io.livemarket.chat.domain;

import static io.livemarket.chat.domain.Decision.accept;
import static io.livemarket.chat.domain.Decision.reject;
import static io.livemarket.chat.domain.Decision.unchanged;

import io.livemarket.chat.domain.Chat.Open;
import io.livemarket.events.chat.GroupCommand.AnswerInvitation;
import io.livemarket.events.chat.GroupCommand.InviteMembers;
import io.livemarket.events.chat.GroupEvent.MembersInvited;
import io.livemarket.events.errors.ErrorCode;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** The rules of invitations into a group. */
final class Invitations {

    private Invitations() {}

    /** Whether a user who is no member may answer: one who is invited, or repeats a refusal. */
    static boolean mayAnswer(Open open, AnswerInvitation answer) {
        Group group = open.groupOrNone();
        return group.isInvited(answer.actorId())
                || (!answer.accept() && group.hasDeclined(answer.actorId(), answer.requestedAt()));
    }

    /** Decides an admin's invitation. */
    static Decision invite(Open open, InviteMembers invite, ChatLookups lookups) {
        if (!isList(invite.userIds())) {
            return reject(ErrorCode.INVALID_PARTICIPANTS);
        }
        List<UUID> added = invite.userIds().stream()
                .filter(user ->
                        open.participant(user).isEmpty() && !open.groupOrNone().isInvited(user))
                .toList();
        if (added.isEmpty()) {
            return unchanged(open);
        }
        return refusal(open, invite, added, lookups)
                .map(Decision::reject)
                .orElseGet(() -> accept(new MembersInvited(
                        open.chatId(),
                        open.version() + 1,
                        added,
                        invite.actorId(),
                        Objects.requireNonNullElse(open.groupOrNone().name(), ""),
                        ChatDecider.later(open, invite.requestedAt()))));
    }

    private static boolean isList(List<UUID> users) {
        return users != null
                && !users.isEmpty()
                && users.size() <= MessageRules.MAX_GROUP
                && users.stream().allMatch(Objects::nonNull)
                && new HashSet<>(users).size() == users.size();
    }

    private static Optional<ErrorCode> refusal(Open open, InviteMembers invite, List<UUID> added, ChatLookups lookups) {
        Group group = open.groupOrNone();
        int invited = group.invited().size() + added.size();
        if (open.participants().size() + invited > MessageRules.MAX_GROUP) {
            return Optional.of(ErrorCode.GROUP_TOO_LARGE);
        }
        if (invited > Group.MOST_INVITED) {
            return Optional.of(ErrorCode.TOO_MANY_INVITATIONS);
        }
        if (!added.stream().allMatch(lookups::userExists)) {
            return Optional.of(ErrorCode.USER_NOT_FOUND);
        }
        Optional<ErrorCode> block = BlockRules.among(invite.actorId(), added, lookups);
        return block.isPresent()
                ? block
                : added.stream().anyMatch(user -> group.hasDeclined(user, invite.requestedAt()))
                        ? Optional.of(ErrorCode.INVITATION_DECLINED)
                        : Optional.empty();
    }
}
