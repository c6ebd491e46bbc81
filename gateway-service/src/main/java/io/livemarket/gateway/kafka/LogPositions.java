package io.livemarket.gateway.kafka;

import io.livemarket.kit.read.TopicPositions;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * How far this instance has consumed the log of chat events. An event counts as consumed before it is handed to any socket,
 * so that a socket which registers and then looks here misses nothing: either the event finds the socket, or the
 * position lies behind the event.
 */
public final class LogPositions {

    private final Supplier<Map<Integer, Long>> begun;
    private final ConcurrentHashMap<Integer, Long> consumed = new ConcurrentHashMap<>();

    /** @param begun the offset that each partition was read from, or later */
    public LogPositions(Supplier<Map<Integer, Long>> begun) {
        this.begun = begun;
    }

    /** To be called before an event is handed out. */
    void advance(int partition, long offset) {
        consumed.put(partition, offset + 1);
    }

    /** The next offset of each partition. */
    Map<Integer, Long> next() {
        Map<Integer, Long> next = new TreeMap<>(begun.get());
        consumed.forEach((partition, offset) -> next.merge(partition, offset, Math::max));
        return next;
    }

    /** {@code partition:offset,…}: a read model that has everything before these knows all that was consumed here. */
    public String header() {
        return new TopicPositions(next()).header();
    }

    /** The next offset of each partition, by its number. */
    public long[] snapshot() {
        return new TopicPositions(next()).byNumber();
    }

    /** The header for one chat alone, whose partition is found as Kafka's producer finds it. */
    public String header(UUID chatId) {
        Map<Integer, Long> next = next();
        if (next.isEmpty()) {
            return "";
        }
        int partition = TopicPositions.partitionOf(chatId.toString(), next.size());
        return partition + ":" + next.getOrDefault(partition, 0L);
    }
}
