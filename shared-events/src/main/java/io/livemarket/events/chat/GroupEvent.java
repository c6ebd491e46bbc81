package io.livemarket.events.chat;

import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A fact about the members or the name of a group; each is a change of the chat. */
public sealed interface GroupEvent extends ChatEvent {

    Instant at();

    @Override
    default Instant occurredAt() {
        return at();
    }

    /**
     * An admin invited these users, who are no members until they accept.
     *
     * @param name the group's name at the invitation
     */
    @EventType("chat.members-invited.v1")
    record MembersInvited(UUID chatId, long version, List<UUID> userIds, UUID invitedBy, String name, Instant at)
            implements GroupEvent {}

    /**
     * An invited user accepted, and is a member from now on.
     *
     * @param visibleFromSeq the first message that this member may see: 1, or the next one after the joining
     */
    @EventType("chat.member-joined.v1")
    record MemberJoined(UUID chatId, long version, UUID userId, long visibleFromSeq, Instant at)
            implements GroupEvent {}

    /** An invited user declined. */
    @EventType("chat.invitation-declined.v1")
    record InvitationDeclined(UUID chatId, long version, UUID userId, Instant at) implements GroupEvent {}

    /**
     * An admin removed this member, or withdrew the invitation of this user. A removed member sees nothing of the group
     * from now on.
     */
    @EventType("chat.member-removed.v1")
    record MemberRemoved(UUID chatId, long version, UUID userId, UUID removedBy, Instant at) implements GroupEvent {}

    /** This member left the group, and sees nothing of it from now on. */
    @EventType("chat.member-left.v1")
    record MemberLeft(UUID chatId, long version, UUID userId, Instant at) implements GroupEvent {}

    /**
     * A member became an admin, or is an admin no more.
     *
     * @param changedBy the admin who decided that; absent where the last admin left, and this member is the one of
     *     longest standing
     */
    @EventType("chat.member-role-changed.v1")
    record MemberRoleChanged(
            UUID chatId,
            long version,
            UUID userId,
            boolean admin,
            @Nullable UUID changedBy,
            Instant at) implements GroupEvent {}

    /** This admin gave the group another name. */
    @EventType("chat.chat-renamed.v1")
    record ChatRenamed(UUID chatId, long version, UUID userId, String name, Instant at) implements GroupEvent {}
}
