package io.livemarket.gateway.moderators;

import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.gateway.gathering.Gathering;
import io.livemarket.socketio.EncodedEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.Timer;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Notifies moderators of changes of their queue, except the moderator concerned by an entry. Changes of one entry
 * within a window are merged. Changes beyond the capacity, and for sockets without room, are dropped: clients of
 * moderators read the queue over REST.
 */
public final class QueueDelivery {

    /** The window over which changes are merged. */
    static final Duration WINDOW = Duration.ofMillis(500);
    /** Entries with a waiting change, at most. */
    static final int CAPACITY = 100;

    private static final EventCodec<ModerationEvent> EVENTS = EventCodec.of(ModerationEvent.class);

    private final ModeratorSockets sockets;
    private final Gathering<QueueChange> gathering;
    private final Counter sent;
    private final Counter shed;

    public QueueDelivery(ModeratorSockets sockets, Timer timer, MeterRegistry metrics) {
        this.sockets = sockets;
        this.gathering =
                new Gathering<>(timer, WINDOW, CAPACITY, (earlier, latest) -> latest.after(earlier), this::send);
        this.sent = Counter.builder("livemarket.moderators.events.sent")
                .description("Changes of the queue to moderators' sockets")
                .register(metrics);
        this.shed = Counter.builder("livemarket.moderators.events.shed")
                .description("Changes of the queue that were dropped")
                .register(metrics);
    }

    /** Takes a record of the moderation events that was just published. */
    public void changed(ConsumerRecord<String, byte[]> record) {
        EVENTS.read(record.headers(), record.value()).flatMap(QueueChange::of).ifPresent(this::add);
    }

    private void add(QueueChange change) {
        if (!gathering.add(change.id(), change)) {
            shed.increment();
        }
    }

    private void send(QueueChange change) {
        EncodedEvent frame = change.frame();
        sockets.forEachModeratorBut(change.userId(), sink -> (sink.offer(frame) ? sent : shed).increment());
    }
}
