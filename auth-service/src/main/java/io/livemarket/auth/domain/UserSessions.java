package io.livemarket.auth.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one user, by their families of refresh tokens.
 *
 * @param families the ids of the families, as secret as refresh tokens; some families may have ended since
 * @param endedAt the last time at which the user ended several sessions at once; absent before the first
 * @param kept the public id of the session that stayed open then, if there was one
 */
public record UserSessions(
        UUID userId,
        List<UUID> families,
        @Nullable Instant endedAt,
        @Nullable UUID kept) {

    /** The largest difference between the clock of an instance that sends a command and the writer's clock. */
    private static final Duration MAX_CLOCK_DIFFERENCE = Duration.ofHours(1);

    public UserSessions {
        families = List.copyOf(families);
    }

    /** The sessions of a user without any. */
    public static UserSessions none(UUID userId) {
        return new UserSessions(userId, List.of(), null, null);
    }

    /**
     * Whether a family may continue. A family that is not in the list was opened by an earlier version, and continues
     * unless the user has ended all sessions, or all but another one: the time at which such a family was opened is not
     * known.
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

    /**
     * The sessions after several ended.
     *
     * @param keptSession the public id of the session that stays open; absent when all ended
     */
    public UserSessions endedBut(@Nullable UUID keptSession, Instant at) {
        return new UserSessions(userId, families, at, keptSession);
    }

    /**
     * Whether the time at which sessions ended need not be stored any more: every family that was opened before it and
     * is on no list has been swept since.
     *
     * @param lookedAtSince the start of the last complete sweep of all families
     */
    public boolean isOver(Instant lookedAtSince) {
        return families.isEmpty()
                && (endedAt == null || endedAt.plus(MAX_CLOCK_DIFFERENCE).isBefore(lookedAtSince));
    }

    /** Whether there is nothing to store. */
    public boolean isEmpty() {
        return families.isEmpty() && endedAt == null;
    }

    @Override
    public String toString() {
        return "UserSessions[of " + userId + "]";
    }
}
