package io.livemarket.presence.kafka;

import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.presence.Heartbeat;
import io.livemarket.events.presence.Heartbeat.InstanceAlive;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The latest heartbeat of each instance that this instance has read. Thread-safe. */
public final class LatestHeartbeats {

    private static final EventCodec<Heartbeat> HEARTBEATS = EventCodec.of(Heartbeat.class);
    /** How long a heartbeat is kept: far longer than the time after which an instance is lost. */
    private static final Duration KEPT = Duration.ofMinutes(30);

    private final Map<String, Entry> latest = new ConcurrentHashMap<>();
    private final Clock clock;

    /** A heartbeat, with the times at which it was published and read. */
    record Entry(String instance, Instant writtenAt, Instant readAt) {}

    public LatestHeartbeats(Clock clock) {
        this.clock = clock;
    }

    /** Applies a record of {@code presence.heartbeats}. */
    public void read(ConsumerRecord<String, byte[]> record) {
        HEARTBEATS.read(record.headers(), record.value()).ifPresent(heartbeat -> {
            switch (heartbeat) {
                case InstanceAlive alive -> received(alive.instance(), alive.at());
            }
        });
    }

    void received(String instance, Instant writtenAt) {
        Instant now = clock.instant();
        latest.put(instance, new Entry(instance, writtenAt, now));
        latest.values().removeIf(entry -> entry.readAt().plus(KEPT).isBefore(now));
    }

    /** The heartbeats that were read after a moment, in the order of their reading. */
    List<Entry> after(Instant moment) {
        return latest.values().stream()
                .filter(entry -> entry.readAt().isAfter(moment))
                .sorted(Comparator.comparing(Entry::readAt))
                .toList();
    }
}
