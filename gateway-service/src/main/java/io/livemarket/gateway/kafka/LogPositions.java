package io.livemarket.gateway.kafka;

import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Utils;

/**
 * How far this instance has heard the log of chat events. An event counts as heard before it is handed to any socket, so that
 * a socket which registers and then looks here misses nothing: either the event finds the socket, or the position lies
 * behind the event.
 */
public final class LogPositions {

    private final Supplier<Map<Integer, Long>> begun;
    private final ConcurrentHashMap<Integer, Long> heard = new ConcurrentHashMap<>();

    /** @param begun the offset that each partition was read from, or later */
    LogPositions(Supplier<Map<Integer, Long>> begun) {
        this.begun = begun;
    }

    /** To be called before an event is handed out. */
    void hears(int partition, long offset) {
        heard.put(partition, offset + 1);
    }

    /** The next offset of each partition. */
    Map<Integer, Long> next() {
        Map<Integer, Long> next = new TreeMap<>(begun.get());
        heard.forEach((partition, offset) -> next.merge(partition, offset, Math::max));
        return next;
    }

    /** {@code partition:offset,…}: a read model that has everything before these knows all that was heard here. */
    public String header() {
        StringJoiner header = new StringJoiner(",");
        next().forEach((partition, offset) -> header.add(partition + ":" + offset));
        return header.toString();
    }

    /** Whether everything before the offsets of such a header was heard. A header that is none holds nobody up. */
    public boolean reach(String header) {
        Map<Integer, Long> next = next();
        for (String part : header.split(",")) {
            int colon = part.indexOf(':');
            try {
                int partition = Integer.parseInt(part, 0, colon, 10);
                if (next.getOrDefault(partition, 0L) < Long.parseLong(part, colon + 1, part.length(), 10)) {
                    return false;
                }
            } catch (NumberFormatException | IndexOutOfBoundsException e) {
                return true;
            }
        }
        return true;
    }

    /** The same for one chat alone, whose partition is found as Kafka's producer finds it. */
    public String header(UUID chatId) {
        Map<Integer, Long> next = next();
        if (next.isEmpty()) {
            return "";
        }
        byte[] key = chatId.toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        int partition = Utils.toPositive(Utils.murmur2(key)) % next.size();
        return partition + ":" + next.getOrDefault(partition, 0L);
    }
}
