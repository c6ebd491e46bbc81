package io.livemarket.events.chat;

import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A command about the members or the name of a group. */
public sealed interface GroupCommand extends ChatCommand {

    /** Invites users into the group; members and invited users among them are left out. */
    @EventType("chat.invite-members.v1")
    record InviteMembers(UUID chatId, UUID actorId, List<UUID> userIds, Instant requestedAt) implements GroupCommand {}

    /** Accepts or declines the actor's invitation. */
    @EventType("chat.answer-invitation.v1")
    record AnswerInvitation(UUID chatId, UUID actorId, boolean accept, Instant requestedAt) implements GroupCommand {}

    /** Removes another member, or withdraws the invitation of a user. */
    @EventType("chat.remove-member.v1")
    record RemoveMember(UUID chatId, UUID actorId, UUID userId, Instant requestedAt) implements GroupCommand {}

    /** Leaves the group. */
    @EventType("chat.leave-chat.v1")
    record LeaveChat(UUID chatId, UUID actorId, Instant requestedAt) implements GroupCommand {}

    /** Makes a member an admin, or takes that back. */
    @EventType("chat.change-member-role.v1")
    record ChangeMemberRole(UUID chatId, UUID actorId, UUID userId, boolean admin, Instant requestedAt)
            implements GroupCommand {}

    /** Gives the group another name. */
    @EventType("chat.rename-chat.v1")
    record RenameChat(UUID chatId, UUID actorId, String name, Instant requestedAt) implements GroupCommand {}
}
