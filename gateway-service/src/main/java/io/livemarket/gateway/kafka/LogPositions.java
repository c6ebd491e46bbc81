package io.livemarket.gateway.kafka;

import io.livemarket.kit.read.TopicPositions;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The positions up to which this instance has consumed the chat events. An event counts as consumed before it is handed
 * to any socket. Therefore a socket that registers first and then reads the positions misses no event: either the event
 * finds the socket, or the position is behind the event.
 */
public final class LogPositions {

    private final Supplier<Map<Integer, Long>> begun;
    private final ConcurrentHashMap<Integer, Long> consumed = new ConcurrentHashMap<>();

    /** @param begun the offset from which each partition was read, or a later one */
    public LogPositions(Supplier<Map<Integer, Long>> begun) {
        this.begun = begun;
    }

    /** Records an event; to be called before the event is handed to sockets. */
    void advance(int partition, long offset) {
        consumed.put(partition, offset + 1);
    }

    /** The next offset of each partition. */
    Map<Integer, Long> next() {
        Map<Integer, Long> next = new TreeMap<>(begun.get());
        consumed.forEach((partition, offset) -> next.merge(partition, offset, Math::max));
        return next;
    }

    /**
     * The next offsets as {@code partition:offset,…}: a read model that includes everything before them includes every
     * event that was consumed here.
     */
    public String header() {
        return new TopicPositions(next()).header();
    }

    /** The next offset of each partition, by its number. */
    public long[] snapshot() {
        return new TopicPositions(next()).byNumber();
    }

    /** The header for the partition of one chat, which is found like Kafka's producer finds it. */
    public String header(UUID chatId) {
        Map<Integer, Long> next = next();
        if (next.isEmpty()) {
            return "";
        }
        int partition = TopicPositions.partitionOf(chatId.toString(), next.size());
        return partition + ":" + next.getOrDefault(partition, 0L);
    }
}
