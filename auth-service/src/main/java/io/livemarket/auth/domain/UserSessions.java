package io.livemarket.auth.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The sessions of one user, by their families of refresh tokens.
 *
 * @param families ids, as secret as refresh tokens; some may have ended since
 * @param endedAt when the user ended several sessions at once for the last time; null for never
 * @param kept the session that went on then, by its public id; null for none
 */
public record UserSessions(UUID userId, List<UUID> families, Instant endedAt, UUID kept) {

    /** By which the clock of the instance that asked for the end, and the writer's, may differ. */
    private static final Duration CLOCKS_APART = Duration.ofHours(1);

    public UserSessions {
        families = List.copyOf(families);
    }

    /** The sessions of a user without any. */
    public static UserSessions none(UUID userId) {
        return new UserSessions(userId, List.of(), null, null);
    }

    /**
     * Whether that family may go on. One that is not among them was opened by an earlier version, and goes on unless
     * the user ended all sessions since, or all but another: whether it was opened before that is not known.
     */
    public boolean admits(UUID familyId) {
        return endedAt == null
                || families.contains(familyId)
                || RefreshFamily.sessionOf(familyId).equals(kept);
    }

    public UserSessions with(UUID familyId) {
        return families.contains(familyId)
                ? this
                : new UserSessions(
                        userId,
                        Stream.concat(families.stream(), Stream.of(familyId)).toList(),
                        endedAt,
                        kept);
    }

    public UserSessions without(UUID familyId) {
        return new UserSessions(
                userId, families.stream().filter(id -> !id.equals(familyId)).toList(), endedAt, kept);
    }

    /** The sessions after several ended, but for that one: its public id, or null for none. */
    public UserSessions endedBut(UUID keptSession, Instant at) {
        return new UserSessions(userId, families, at, keptSession);
    }

    /**
     * Whether the moment at which sessions ended need be kept no more: every family that was opened before it, and is
     * on no list, has been looked at since, and removed.
     *
     * @param lookedAtSince when the last look at all families began that has come to its end
     */
    public boolean isOver(Instant lookedAtSince) {
        return families.isEmpty()
                && (endedAt == null || endedAt.plus(CLOCKS_APART).isBefore(lookedAtSince));
    }

    /** Whether nothing need be kept of it. */
    public boolean isEmpty() {
        return families.isEmpty() && endedAt == null;
    }

    @Override
    public String toString() {
        return "UserSessions[of " + userId + "]";
    }
}
