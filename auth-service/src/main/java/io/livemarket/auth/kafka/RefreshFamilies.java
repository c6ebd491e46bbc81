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
import org.jspecify.annotations.Nullable;

/**
 * The families of refresh tokens, and for each user the list of the user's families. A family that an earlier version
 * opened is added to its user's list when it is first used.
 */
final class RefreshFamilies {

    private final Entries<RefreshFamily> families;
    private final Entries<UserSessions> users;
    private String sweptFamily = "";
    private String sweptUser = "";
    /** The start of the present sweep of all families. */
    private Instant sweepBegan = Instant.MIN;
    /** The start of the last complete sweep of all families. */
    private Instant lookedAtSince = Instant.MIN;

    RefreshFamilies(PartitionState state, Vault vault) {
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

    /** The families in a user's list. */
    List<RefreshFamily> of(UUID userId) {
        return sessions(userId).families().stream()
                .flatMap(id -> families.get(id.toString()).stream())
                .toList();
    }

    /**
     * Records that the user ended several sessions at once: families that are not in the user's list are not admitted
     * from now on.
     *
     * @param kept the public id of the session that stays open; absent when all end
     */
    void endedBut(@Nullable UUID kept, UUID userId, Instant at) {
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
     * Deletes families that expired or that their user ended, and empty lists of users that no family needs. Each call
     * reads {@code most} entries of each kind, and the next call continues after them.
     *
     * @return whether this call reached the end of both kinds
     */
    boolean sweep(Instant now, int most) {
        if (sweptFamily.isEmpty()) {
            sweepBegan = now;
        }
        sweptFamily = sweepFamilies(now, most);
        if (sweptFamily.isEmpty()) {
            lookedAtSince = sweepBegan;
        }
        // A list is needed as long as there may be a family that its user ended and that is in no list.
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

    /** Writes the next families to the journal again, sealed with the current key; returns their keys. */
    List<String> rewrite(String after, int most) {
        return AuthState.rewrite(families, after, most);
    }

    /** Writes the next lists of users to the journal again, sealed with the current key; returns their keys. */
    List<String> rewriteUsers(String after, int most) {
        return AuthState.rewrite(users, after, most);
    }
}
