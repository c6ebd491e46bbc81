package io.livemarket.chat.projection;

import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.GroupEvent.MemberJoined;
import io.livemarket.events.chat.GroupEvent.MemberRoleChanged;
import io.livemarket.events.chat.GroupEvent.MembersInvited;
import io.livemarket.events.chat.GroupHistory;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The part of a group's read model that private chats do not have.
 *
 * @param history the messages that a later member sees
 * @param admins the admins, in the order in which they became admins
 * @param invitations the open invitations, in the order of the inviting
 * @param visibleFrom the first message that a later member may see; without the members who see all
 * @param changedIn the chat's version after the newest change of members, admins, invitations or name; 0 before one
 */
record GroupDocument(
        GroupHistory history,
        List<UUID> admins,
        List<Invitation> invitations,
        Map<UUID, Long> visibleFrom,
        long changedIn) {

    /** An invitation that was not answered. */
    record Invitation(UUID userId, UUID invitedBy, Instant at) {}

    /** The part of a new group; absent for a private chat. */
    static @Nullable GroupDocument of(ChatOpened e) {
        return e.type() == ChatType.GROUP ? opened(e.firstAdmin(), e.history()) : null;
    }

    /** The part of a group that nothing has changed since its opening. */
    static GroupDocument opened(@Nullable UUID firstAdmin, @Nullable GroupHistory history) {
        return new GroupDocument(
                history == null ? GroupHistory.JOINING : history,
                firstAdmin == null ? List.of() : List.of(firstAdmin),
                List.of(),
                Map.of(),
                0);
    }

    List<UUID> invited() {
        return invitations.stream().map(Invitation::userId).toList();
    }

    GroupDocument changed(long version) {
        return new GroupDocument(history, admins, invitations, visibleFrom, version);
    }

    GroupDocument with(MembersInvited e) {
        List<Invitation> all = Stream.concat(
                        invitations.stream(),
                        e.userIds().stream().map(user -> new Invitation(user, e.invitedBy(), e.at())))
                .toList();
        return new GroupDocument(history, admins, all, visibleFrom, e.version());
    }

    GroupDocument with(MemberJoined e) {
        Map<UUID, Long> from = new HashMap<>(visibleFrom);
        if (e.visibleFromSeq() > 1) {
            from.put(e.userId(), e.visibleFromSeq());
        }
        return new GroupDocument(history, admins, notInvited(e.userId()), Map.copyOf(from), e.version());
    }

    GroupDocument with(MemberRoleChanged e) {
        Stream<UUID> others = admins.stream().filter(admin -> !admin.equals(e.userId()));
        List<UUID> after = (e.admin() ? Stream.concat(others, Stream.of(e.userId())) : others).toList();
        return new GroupDocument(history, after, invitations, visibleFrom, e.version());
    }

    /** The part after a user is neither a member nor invited any more. */
    GroupDocument without(UUID userId, long version, boolean empty) {
        Map<UUID, Long> from = new HashMap<>(visibleFrom);
        from.remove(userId);
        List<UUID> after =
                admins.stream().filter(admin -> !admin.equals(userId)).toList();
        return new GroupDocument(history, after, empty ? List.of() : notInvited(userId), Map.copyOf(from), version);
    }

    private List<Invitation> notInvited(UUID userId) {
        return invitations.stream()
                .filter(each -> !each.userId().equals(userId))
                .toList();
    }
}
