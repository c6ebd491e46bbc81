package io.livemarket.auth.kafka;

import io.livemarket.auth.crypto.Vault;
import io.livemarket.auth.domain.RefreshFamily;
import io.livemarket.auth.domain.UserSessions;
import io.livemarket.kit.engine.Entries;
import io.livemarket.kit.engine.PartitionState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * The families of refresh tokens, and which of them are whose. A family that an earlier version opened joins its user's
 * when it is used for the first time.
 */
final class Families {

    private final Entries<RefreshFamily> families;
    private final Entries<UserSessions> users;
    private String sweptFamily = "";
    private String sweptUser = "";
    private Instant passBegan = Instant.MIN;
    /** When the last look at all families began that has come to its end. */
    private Instant lookedAtSince = Instant.MIN;

    Families(PartitionState state, Vault vault) {
        families = state.journaled("family:", SealedValues.of(vault, AuthState.FAMILIES, RefreshFamily.class), 0);
        users = state.journaled("user-sessions:", SealedValues.of(vault, "user-sessions", UserSessions.class), 0);
    }

    /** The family, unless its user ended it together with others. */
    Optional<RefreshFamily> get(UUID familyId) {
        return families.get(familyId.toString())
                .filter(family -> sessions(family.userId()).admits(familyId));
    }

    void put(RefreshFamily family) {
        families.put(family.familyId().toString(), family);
        change(family.userId(), sessions -> sessions.with(family.familyId()));
    }

    void delete(UUID familyId) {
        families.get(familyId.toString()).ifPresent(family -> {
            families.delete(familyId.toString());
            change(family.userId(), sessions -> sessions.without(familyId));
        });
    }

    /** The families of a user that are known to be the user's. */
    List<RefreshFamily> of(UUID userId) {
        return sessions(userId).families().stream()
                .flatMap(id -> families.get(id.toString()).stream())
                .toList();
    }

    /**
     * Notes that the user ended several sessions at once: families that are not among the user's are not admitted from
     * now on.
     *
     * @param kept the session that goes on, by its public id; null for none
     */
    void endedBut(UUID kept, UUID userId, Instant at) {
        change(userId, sessions -> sessions.endedBut(kept, at));
    }

    private UserSessions sessions(UUID userId) {
        return users.get(userId.toString()).orElseGet(() -> UserSessions.none(userId));
    }

    private void change(UUID userId, UnaryOperator<UserSessions> change) {
        UserSessions before = sessions(userId);
        UserSessions after = change.apply(before);
        if (after.isEmpty() && !before.isEmpty()) {
            users.delete(userId.toString());
        } else if (!after.equals(before)) {
            users.put(userId.toString(), after);
        }
    }

    /**
     * Forgets families that ended by then, by their time or by their user's decision, and lists without any that no
     * family needs. Each call looks at so many of each kind, and the next call goes on from there.
     *
     * @return whether it came to the end of both
     */
    boolean sweep(Instant now, int most) {
        if (sweptFamily.isEmpty()) {
            passBegan = now;
        }
        sweptFamily = sweepFamilies(now, most);
        if (sweptFamily.isEmpty()) {
            lookedAtSince = passBegan;
        }
        // A list is needed as long as a family may be there that its user ended, and that is on no list.
        sweptUser = AuthState.sweep(users, sweptUser, most, sessions -> sessions.isOver(lookedAtSince));
        return sweptFamily.isEmpty() && sweptUser.isEmpty();
    }

    private String sweepFamilies(Instant now, int most) {
        List<String> keys = families.committedKeys(sweptFamily, most);
        keys.forEach(key -> families.get(key)
                .filter(family -> !now.isBefore(family.expiresAt())
                        || !sessions(family.userId()).admits(family.familyId()))
                .ifPresent(family -> delete(family.familyId())));
        return keys.size() < most ? "" : keys.getLast();
    }

    /** Puts families into the journal again, sealed with the current key; returns their keys. */
    List<String> rewrite(String after, int most) {
        return AuthState.rewrite(families, after, most);
    }

    /** Puts the users' lists into the journal again, sealed with the current key; returns their keys. */
    List<String> rewriteUsers(String after, int most) {
        return AuthState.rewrite(users, after, most);
    }
}
