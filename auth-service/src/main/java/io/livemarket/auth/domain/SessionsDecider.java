package io.livemarket.auth.domain;

import io.livemarket.events.users.AccessFact;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * The rules of all sessions of one user: how many there may be, and which ones end together. Never reads a clock, a
 * store or the network.
 */
public final class SessionsDecider {

    /** Sessions that a user has at the same time; a further log-in ends the one that was not renewed for longest. */
    public static final int MOST = 100;

    private static final Comparator<RefreshFamily> LEAST_NEEDED =
            Comparator.comparing((RefreshFamily family) -> !family.revoked()).thenComparing(RefreshFamily::expiresAt);

    private SessionsDecider() {}

    /**
     * The sessions that end so that a further one may begin: those that a reuse has ended already, and then the longest
     * unused.
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
     * @param kept its public id; null for no exception
     */
    public static List<RefreshFamily> allBut(UUID kept, List<RefreshFamily> families) {
        return families.stream()
                .filter(family -> !RefreshFamily.sessionOf(family.familyId()).equals(kept))
                .toList();
    }

    /** What gateways learn of the end of these sessions; nothing of those whose end they know. */
    public static List<AccessFact.SessionEnded> facts(List<RefreshFamily> ended, String reason, Instant at) {
        return ended.stream()
                .filter(family -> !family.revoked())
                .map(family -> new AccessFact.SessionEnded(
                        family.userId(), RefreshFamily.sessionOf(family.familyId()), reason, at))
                .toList();
    }
}
