package io.livemarket.presence.kafka;

import io.livemarket.presence.domain.UserPresence;
import io.livemarket.presence.domain.UserPresence.Session;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** The users of a partition by the gateways that hold their sessions, and by the end of their debounce. In memory. */
final class PresenceIndex {

    private final Map<String, Set<UUID>> gateways = new HashMap<>();
    private final TreeMap<Instant, Set<UUID>> due = new TreeMap<>();

    /** Updates the index after a change of one user. */
    void changed(UserPresence before, UserPresence next) {
        Set<String> were = gatewaysOf(before);
        Set<String> are = gatewaysOf(next);
        were.stream().filter(gateway -> !are.contains(gateway)).forEach(gateway -> remove(gateways, gateway, next));
        are.forEach(gateway -> add(gateways, gateway, next));
        if (before.offlineAt() != null) {
            remove(due, before.offlineAt(), next);
        }
        if (next.offlineAt() != null) {
            add(due, next.offlineAt(), next);
        }
    }

    private static <K> void add(Map<K, Set<UUID>> users, K key, UserPresence presence) {
        users.computeIfAbsent(key, _ -> new LinkedHashSet<>()).add(presence.userId());
    }

    private static <K> void remove(Map<K, Set<UUID>> users, K key, UserPresence presence) {
        users.computeIfPresent(key, (_, held) -> held.remove(presence.userId()) && held.isEmpty() ? null : held);
    }

    private static Set<String> gatewaysOf(UserPresence presence) {
        return presence.sessions().stream().map(Session::gatewayId).collect(Collectors.toSet());
    }

    /** The gateways that hold sessions. */
    Set<String> gateways() {
        return Set.copyOf(gateways.keySet());
    }

    /** The users with a session at a gateway. */
    List<UUID> usersOf(String gateway) {
        return List.copyOf(gateways.getOrDefault(gateway, Set.of()));
    }

    /** The users whose debounce ends at {@code now} or earlier. */
    List<UUID> dueBy(Instant now) {
        return due.headMap(now, true).values().stream().flatMap(Set::stream).toList();
    }

    /** Whether no user has a session or a debounce. */
    boolean isEmpty() {
        return gateways.isEmpty() && due.isEmpty();
    }
}
