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

/** The latest sign of life of each instance, as it is read by this instance. Thread-safe. */
public final class SignsOfLife {

    private static final EventCodec<Heartbeat> HEARTBEATS = EventCodec.of(Heartbeat.class);
    /** Those that are older are forgotten: far longer than any instance may be silent. */
    private static final Duration KEPT = Duration.ofMinutes(30);

    private final Map<String, Sign> latest = new ConcurrentHashMap<>();
    private final Clock clock;

    /** A sign of life, and when it was read. */
    record Sign(String instance, Instant writtenAt, Instant readAt) {}

    public SignsOfLife(Clock clock) {
        this.clock = clock;
    }

    /** Takes a record of the heartbeats' topic. */
    public void read(ConsumerRecord<String, byte[]> record) {
        HEARTBEATS.read(record.headers(), record.value()).ifPresent(heartbeat -> {
            switch (heartbeat) {
                case InstanceAlive alive -> heard(alive.instance(), alive.at());
            }
        });
    }

    void heard(String instance, Instant writtenAt) {
        Instant now = clock.instant();
        latest.put(instance, new Sign(instance, writtenAt, now));
        latest.values().removeIf(sign -> sign.readAt().plus(KEPT).isBefore(now));
    }

    /** Those that were read after a moment, in the order in which they were read. */
    List<Sign> after(Instant moment) {
        return latest.values().stream()
                .filter(sign -> sign.readAt().isAfter(moment))
                .sorted(Comparator.comparing(Sign::readAt))
                .toList();
    }
}
