package io.livemarket.presence.kafka;

import io.livemarket.presence.domain.UserPresence;
import io.livemarket.presence.domain.UserPresence.Session;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Finds users by what they wait for: the gateways that hold their sessions, and the moment at which they count as gone. */
final class PresenceIndex {

    private static final byte[] THERE = {1};
    private static final char SEPARATOR = '|';

    private final KeyValueStore<String, byte[]> gateways;
    private final KeyValueStore<String, byte[]> due;
    /** How many users' time will come. Counted, as the first entry behind many that were deleted takes a store long to find. */
    private int waiting;

    /**
     * @param gateways {@code gateway|user}
     * @param due      {@code time|user}, the time in milliseconds as 16 hexadecimal digits
     */
    PresenceIndex(KeyValueStore<String, byte[]> gateways, KeyValueStore<String, byte[]> due) {
        this.gateways = gateways;
        this.due = due;
        try (KeyValueIterator<String, byte[]> all = due.all()) {
            all.forEachRemaining(_ -> waiting++);
        }
    }

    /** Follows a change of one user. */
    void changed(UserPresence before, UserPresence next) {
        Set<String> were = gatewaysOf(before);
        Set<String> are = gatewaysOf(next);
        were.stream().filter(gateway -> !are.contains(gateway)).forEach(gateway -> gateways.delete(key(gateway, next)));
        are.stream().filter(gateway -> !were.contains(gateway))
                .forEach(gateway -> gateways.put(key(gateway, next), THERE));
        if (before.offlineAt() != null && !before.offlineAt().equals(next.offlineAt())) {
            due.delete(key(digits(before.offlineAt()), next));
            waiting--;
        }
        if (next.offlineAt() != null && !next.offlineAt().equals(before.offlineAt())) {
            waiting++;
            due.put(key(digits(next.offlineAt()), next), THERE);
        }
    }

    private static Set<String> gatewaysOf(UserPresence presence) {
        return presence.sessions().stream().map(Session::gatewayId).collect(Collectors.toSet());
    }

    /** The gateways that hold sessions. */
    Set<String> gateways() {
        Set<String> found = new LinkedHashSet<>();
        try (KeyValueIterator<String, byte[]> all = gateways.all()) {
            all.forEachRemaining(entry -> found.add(entry.key.substring(0, entry.key.lastIndexOf(SEPARATOR))));
        }
        return found;
    }

    /** The users with a session there. */
    List<UUID> usersOf(String gateway) {
        List<UUID> users = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> found =
                gateways.prefixScan(gateway + SEPARATOR, new StringSerializer())) {
            found.forEachRemaining(entry -> users.add(user(entry.key)));
        }
        return users;
    }

    /** The users whose time has come. */
    List<UUID> dueBy(Instant now) {
        List<UUID> users = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> found = due.range(digits(Instant.EPOCH), digits(now.plusMillis(1)))) {
            found.forEachRemaining(entry -> users.add(user(entry.key)));
        }
        return users;
    }

    /** Whether anybody's time will come. */
    boolean hasDue() {
        return waiting > 0;
    }

    private static String digits(Instant time) {
        return "%016x".formatted(time.toEpochMilli());
    }

    private static String key(String first, UserPresence presence) {
        return first + SEPARATOR + presence.userId();
    }

    private static UUID user(String key) {
        return UUID.fromString(key.substring(key.lastIndexOf(SEPARATOR) + 1));
    }
}
