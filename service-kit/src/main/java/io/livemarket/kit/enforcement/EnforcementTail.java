package io.livemarket.kit.enforcement;

import io.livemarket.events.kafka.Topics;
import io.livemarket.kit.health.Part;
import io.livemarket.kit.health.PartStatus;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicIds;
import io.livemarket.kit.kafka.TopicTail;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows what is enforced: {@code moderation.enforcement} from its beginning, then {@code moderation.events} from the place on that the former is
 * known to cover, which is the beginning while no moderation-service of this version has taken the partition. So an earlier version of
 * moderation-service, which writes events alone, is followed as well, before this version writes and beside it. Ready once both
 * topics are read as far as they were. Its owner makes both topics first.
 */
public final class EnforcementTail implements AutoCloseable, Part {

    private static final Logger log = LoggerFactory.getLogger(EnforcementTail.class);

    private final String name;
    private final KafkaClients clients;
    private final EnforcementFold fold;
    private final Consumer<ConsumerRecord<String, byte[]>> live;
    private TopicTail states;
    private volatile TopicTail events;
    private boolean closed;

    private EnforcementTail(String name, KafkaClients clients, EnforcementFold fold, Consumer<ConsumerRecord<String, byte[]>> live) {
        this.name = name;
        this.clients = clients;
        this.fold = fold;
        this.live = live;
    }

    /** Starts to read, in threads of its own; {@code changes} takes one change at a time. */
    public static EnforcementTail start(String name, KafkaClients clients, EnforcementKind kind, Consumer<EnforcementChange> changes) {
        return start(name, clients, kind, changes, _ -> { });
    }

    /** @param live takes the records of {@code moderation.events} that are written from the time on at which this is ready */
    public static EnforcementTail start(String name, KafkaClients clients, EnforcementKind kind, Consumer<EnforcementChange> changes,
            Consumer<ConsumerRecord<String, byte[]>> live) {
        EnforcementTail tail = new EnforcementTail(name, clients, new EnforcementFold(kind, changes), live);
        tail.states = TopicTail.fromBeginning(name, clients, List.of(Topics.MODERATION_ENFORCEMENT), tail.fold::state, tail::readEvents);
        return tail;
    }

    private void readEvents() {
        String topic = TopicIds.of(clients, List.of(Topics.MODERATION_EVENTS)).get(Topics.MODERATION_EVENTS.name());
        synchronized (this) {
            if (!closed && events == null) {
                var covered = fold.covered(topic);
                log.info("{} knows {} states in force, and reads {} from {}", name, fold.size(), Topics.MODERATION_EVENTS.name(), covered);
                events = TopicTail.fromOffsets(name + "-events", clients, List.of(Topics.MODERATION_EVENTS), covered, this::event);
            }
        }
    }

    private void event(ConsumerRecord<String, byte[]> record) {
        fold.event(record);
        TopicTail reading = events;
        if (reading != null && reading.isReady()) {
            live.accept(record);
        }
    }

    /** Waits until it is ready; true when it is. */
    public boolean awaitReady(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        if (!states.awaitReady(atMost)) {
            return false;
        }
        TopicTail reading = events;
        return reading != null && reading.awaitReady(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    }

    @Override
    public PartStatus status() {
        PartStatus ofStates = states.status();
        TopicTail reading = events;
        return reading == null ? ofStates : PartStatus.worse(ofStates, reading.status());
    }

    /** The status of a tail that a reader starts and stops, null while it does not run. */
    public static PartStatus statusOf(EnforcementTail tail) {
        return tail == null ? PartStatus.broken("not running") : tail.status();
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        states.close();
        TopicTail reading = events;
        if (reading != null) {
            reading.close();
        }
    }
}
