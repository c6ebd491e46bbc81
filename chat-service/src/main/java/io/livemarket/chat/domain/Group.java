package io.livemarket.chat.domain;

import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.GroupHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The state of a group beside its members: the admins, and the users who were invited.
 *
 * @param name the group's name, as its members see it; absent in a private chat, and until the next renaming of a
 *     {@linkplain #former former} group
 * @param history the messages that a later member sees; absent for {@link GroupHistory#JOINING}
 * @param admins the admins among the members, in the order in which they became admins
 * @param invited the users with an open invitation, at most {@value #MOST_INVITED}
 * @param declined the latest users who declined, at most {@value #MOST_DECLINED}
 * @param formerReadUpTo the highest {@code seq} that a former member has read; absent for none
 */
public record Group(
        @Nullable String name,
        @Nullable GroupHistory history,
        List<UUID> admins,
        List<UUID> invited,
        List<Declined> declined,
        @Nullable Long formerReadUpTo) {

    /** The most open invitations of one group. */
    static final int MOST_INVITED = 50;

    /** The most users whose refusals are kept; the oldest ones are forgotten first. */
    static final int MOST_DECLINED = 200;

    /** The time for which a group does not invite a user again who declined. */
    static final Duration DECLINED_FOR = Duration.ofDays(7);

    /** The state of a private chat. */
    static final Group NONE = new Group(null, null, List.of(), List.of(), List.of(), null);

    /** A user who declined an invitation at this time. */
    public record Declined(UUID userId, Instant at) {

        boolean holds(Instant now) {
            return at.plus(DECLINED_FOR).isAfter(now);
        }
    }

    /** The state of a new group with its first admin; absent for a private chat. */
    static @Nullable Group of(ChatOpened e) {
        return e.type() == ChatType.GROUP
                ? new Group(e.name(), e.history(), List.of(e.firstAdmin()), List.of(), List.of(), null)
                : null;
    }

    /**
     * The state of a group whose stored state is of an earlier version, in which members did not change: the first
     * participant is the creator. The name is in the read model alone.
     */
    static Group former(List<Participant> participants) {
        List<UUID> creator =
                participants.stream().limit(1).map(Participant::userId).toList();
        return new Group(null, null, creator, List.of(), List.of(), null);
    }

    boolean isAdmin(UUID userId) {
        return admins.contains(userId);
    }

    boolean isInvited(UUID userId) {
        return invited.contains(userId);
    }

    /** Whether the user declined less than {@link #DECLINED_FOR} ago. */
    boolean hasDeclined(UUID userId, Instant now) {
        return declined.stream().anyMatch(each -> each.userId().equals(userId) && each.holds(now));
    }

    boolean showsAll() {
        return history == GroupHistory.ALL;
    }

    Group renamed(String newName) {
        return new Group(newName, history, admins, invited, declined, formerReadUpTo);
    }

    Group withInvited(List<UUID> more) {
        return new Group(
                name,
                history,
                admins,
                Stream.concat(invited.stream(), more.stream()).toList(),
                declined,
                formerReadUpTo);
    }

    /** The group after a user's invitation ended: by an answer, or because it was withdrawn. */
    Group notInvited(UUID userId) {
        return new Group(name, history, admins, without(userId, invited), declined, formerReadUpTo);
    }

    /** The group after a user declined. Refusals that hold no more are forgotten. */
    Group declined(UUID userId, Instant at) {
        List<Declined> kept = Stream.concat(
                        declined.stream()
                                .filter(each -> each.holds(at) && !each.userId().equals(userId)),
                        Stream.of(new Declined(userId, at)))
                .toList();
        List<Declined> latest = kept.subList(Math.max(0, kept.size() - MOST_DECLINED), kept.size());
        return new Group(name, history, admins, without(userId, invited), List.copyOf(latest), formerReadUpTo);
    }

    Group admin(UUID userId, boolean admin) {
        List<UUID> others = without(userId, admins);
        List<UUID> after =
                admin ? Stream.concat(others.stream(), Stream.of(userId)).toList() : others;
        return new Group(name, history, after, invited, declined, formerReadUpTo);
    }

    /**
     * The group after a member is no longer in it.
     *
     * @param empty whether no member is left, which ends the invitations
     */
    Group without(Participant former, boolean empty) {
        long own = former.hasRead(former.readUpTo()) ? former.readUpTo() : 0;
        long read = Math.max(Objects.requireNonNullElse(formerReadUpTo, 0L), own);
        return new Group(
                name,
                history,
                without(former.userId(), admins),
                empty ? List.of() : invited,
                declined,
                read == 0 ? null : read);
    }

    private static List<UUID> without(UUID userId, List<UUID> users) {
        return users.stream().filter(user -> !user.equals(userId)).toList();
    }
}
