package io.livemarket.auth.domain;

import io.livemarket.events.users.AccessFact;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The rules of all sessions of one user: their number, and the sessions that end together. Never reads a clock, a store
 * or the network.
 */
public final class SessionsDecider {

    /** The most sessions of one user; a further log-in ends the one that was not renewed for the longest time. */
    public static final int MOST = 100;

    private static final Comparator<RefreshFamily> LEAST_NEEDED =
            Comparator.comparing((RefreshFamily family) -> !family.revoked()).thenComparing(RefreshFamily::expiresAt);

    private SessionsDecider() {}

    /**
     * The sessions that end so that a further one can begin: first those that a reuse has revoked, then those that were
     * not renewed for the longest time.
     */
    public static List<RefreshFamily> surplus(List<RefreshFamily> families) {
        return families.stream()
                .sorted(LEAST_NEEDED)
                .limit(Math.max(0, families.size() - MOST + 1))
                .toList();
    }

    /**
     * All sessions but one.
     *
     * @param kept the public id of that one; absent for all sessions
     */
    public static List<RefreshFamily> allBut(@Nullable UUID kept, List<RefreshFamily> families) {
        return families.stream()
                .filter(family -> !RefreshFamily.sessionOf(family.familyId()).equals(kept))
                .toList();
    }

    /** The facts for gateways about the end of these sessions, without revoked ones, whose end was published before. */
    public static List<AccessFact.SessionEnded> facts(List<RefreshFamily> ended, String reason, Instant at) {
        return ended.stream()
                .filter(family -> !family.revoked())
                .map(family -> new AccessFact.SessionEnded(
                        family.userId(), RefreshFamily.sessionOf(family.familyId()), reason, at))
                .toList();
    }
}
