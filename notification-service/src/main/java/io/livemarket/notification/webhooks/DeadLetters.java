package io.livemarket.notification.webhooks;

import io.livemarket.notification.webhooks.domain.DeadLetter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** The dead letters of all endpoints, in the order in which they were written. Thread-safe. */
final class DeadLetters {

    private final Map<UUID, OfEndpoint> endpoints = new HashMap<>();

    private static final class OfEndpoint {

        private final TreeMap<Long, DeadLetter> byOffset = new TreeMap<>();
        private final Map<String, Long> offsets = new HashMap<>();
    }

    /** @param offset the place of a letter in the order: the offset of its record */
    record Entry(long offset, DeadLetter letter) {}

    synchronized void put(long offset, DeadLetter letter) {
        OfEndpoint of = endpoints.computeIfAbsent(letter.endpointId(), _ -> new OfEndpoint());
        Long before = of.offsets.put(letter.eventId(), offset);
        if (before != null) {
            of.byOffset.remove(before);
        }
        of.byOffset.put(offset, letter);
    }

    synchronized void remove(UUID endpoint, String event) {
        OfEndpoint of = endpoints.get(endpoint);
        Long offset = of == null ? null : of.offsets.remove(event);
        if (of != null && offset != null) {
            of.byOffset.remove(offset);
            if (of.byOffset.isEmpty()) {
                endpoints.remove(endpoint);
            }
        }
    }

    synchronized void removeAll(UUID endpoint) {
        endpoints.remove(endpoint);
    }

    synchronized Optional<DeadLetter> find(UUID endpoint, String event) {
        OfEndpoint of = endpoints.get(endpoint);
        Long offset = of == null ? null : of.offsets.get(event);
        return of == null || offset == null ? Optional.empty() : Optional.ofNullable(of.byOffset.get(offset));
    }

    /** Up to so many letters of an endpoint behind an offset, the oldest first. */
    synchronized List<Entry> after(UUID endpoint, long offset, int most) {
        OfEndpoint of = endpoints.get(endpoint);
        return of == null
                ? List.of()
                : of.byOffset.tailMap(offset, false).entrySet().stream()
                        .limit(most)
                        .map(entry -> new Entry(entry.getKey(), entry.getValue()))
                        .toList();
    }

    synchronized int count(UUID endpoint) {
        OfEndpoint of = endpoints.get(endpoint);
        return of == null ? 0 : of.byOffset.size();
    }

    synchronized int count() {
        return endpoints.values().stream().mapToInt(of -> of.byOffset.size()).sum();
    }
}
