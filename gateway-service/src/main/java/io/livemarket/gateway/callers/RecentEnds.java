package io.livemarket.gateway.callers;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Ends of rights (a session, an account, a role) that an access token may still claim, in memory, for the longest life
 * of such a token. Beyond the capacity the earliest added end is forgotten: access tokens with that right are valid
 * again until they expire. Reads are thread-safe; one thread adds ends.
 *
 * @param <K> the right
 * @param <E> its end
 */
final class RecentEnds<K, E> {

    /** The longest life that auth-service gives an access token. */
    private static final Duration KEPT = Duration.ofDays(1);

    private final Map<K, E> byKey = new ConcurrentHashMap<>();
    private final Queue<E> inOrder = new ArrayDeque<>();
    private final Clock clock;
    private final int capacity;
    private final Kind<K, E> kind;
    private volatile Consumer<E> listener = _ -> {};

    /**
     * How ends are read.
     *
     * @param at the time of an end
     * @param supersedes whether the second end replaces the first one, which has an equal key
     */
    record Kind<K, E>(Function<E, K> key, Function<E, Instant> at, BiPredicate<E, E> supersedes) {

        /** A right that ends once: a further end of an equal key changes nothing. */
        static <K, E> Kind<K, E> once(Function<E, K> key, Function<E, Instant> at) {
            return new Kind<>(key, at, (_, _) -> false);
        }
    }

    RecentEnds(Clock clock, int capacity, Kind<K, E> kind) {
        this.clock = clock;
        this.capacity = capacity;
        this.kind = kind;
    }

    /** Notifies the listener of each end that is added from now on. */
    void onEnd(Consumer<E> newListener) {
        listener = newListener;
    }

    Optional<E> find(K key) {
        return Optional.ofNullable(byKey.get(key));
    }

    boolean isEmpty() {
        return byKey.isEmpty();
    }

    /** Adds an end, unless every access token with that right has expired since, or a known end is as new. */
    void add(E end) {
        Instant oldest = clock.instant().minus(KEPT);
        K key = kind.key().apply(end);
        E known = byKey.get(key);
        if (isBefore(end, oldest) || known != null && !kind.supersedes().test(known, end)) {
            return;
        }
        byKey.put(key, end);
        inOrder.add(end);
        while (inOrder.size() > capacity || isBefore(inOrder.element(), oldest)) {
            E first = inOrder.remove();
            byKey.remove(kind.key().apply(first), first);
        }
        listener.accept(end);
    }

    private boolean isBefore(E end, Instant time) {
        return kind.at().apply(end).isBefore(time);
    }

    int size() {
        return inOrder.size();
    }
}
