package io.livemarket.presence.kafka;

import io.livemarket.kit.engine.Entries;
import io.livemarket.kit.engine.PartitionState;
import io.livemarket.kit.engine.ValueCodec;
import io.livemarket.presence.domain.UserPresence;
import java.util.UUID;

/**
 * The state of the users of one partition, all of it in the journal. Users with a session or a debounce have entries of
 * another kind than all others, so that a new owner of the partition finds them without reading every user.
 */
final class PresenceState {

    private static final int USERS_KEPT = 4_096;

    private static final ValueCodec<UserPresence> CODEC = ValueCodec.json(UserPresence.class);

    private final Entries<UserPresence> present;
    private final Entries<UserPresence> absent;
    private final PresenceIndex index = new PresenceIndex();

    PresenceState(PartitionState state) {
        present = state.journaled("present:", CODEC, USERS_KEPT);
        absent = state.journaled("absent:", CODEC, 0);
        present.forEach((_, presence) -> index.changed(UserPresence.unknown(presence.userId()), presence));
    }

    UserPresence get(UUID userId) {
        String key = userId.toString();
        return present.get(key).or(() -> absent.get(key)).orElseGet(() -> UserPresence.unknown(userId));
    }

    void put(UserPresence before, UserPresence next) {
        String key = next.userId().toString();
        if (isPresent(next)) {
            present.put(key, next);
        } else {
            absent.put(key, next);
        }
        if (isPresent(before) && !isPresent(next)) {
            present.delete(key);
        } else if (before.version() > 0 && !isPresent(before) && isPresent(next)) {
            absent.delete(key);
        }
        index.changed(before, next);
    }

    /** Stores a user from the state of an earlier version. */
    void restore(byte[] json) {
        UserPresence user = CODEC.read().apply(json);
        put(UserPresence.unknown(user.userId()), user);
    }

    private static boolean isPresent(UserPresence presence) {
        return !presence.sessions().isEmpty() || presence.offlineAt() != null;
    }

    /** The index of users with a session or a debounce. */
    PresenceIndex index() {
        return index;
    }
}
