package io.livemarket.kit.projection;

import com.mongodb.client.MongoDatabase;
import io.livemarket.events.kafka.UnreadableRecordException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides about missing and unreadable events of one projection. A gap may mean that the store lost documents: the
 * partition is replayed from its first record, once. A gap that appears again is the log's own: its aggregate goes into
 * quarantine, where every further event is applied as well as possible, and the partition continues. For the consumer's
 * thread alone.
 */
final class Incidents implements BatchContext {

    private static final Logger log = LoggerFactory.getLogger(Incidents.class);

    private static final int REMEMBERED = 10_000;

    private final String projection;
    private final Quarantine quarantine;
    private final DeadLetters letters;
    private final LongConsumer throttle;
    private final Counter quarantined;
    private final Counter unreadable;
    private final Counter replays;
    private final Timer delay;
    /** For each partition the offset up to which its records are applied from the first one on, in one pass. */
    private final Map<TopicPartition, Long> replayedUpTo = new HashMap<>();
    /** The aggregates of which a record was sent to the dead letter topic in this process. */
    private final Set<String> explained = new HashSet<>();

    Incidents(
            String projection,
            MongoDatabase database,
            DeadLetters letters,
            MeterRegistry meters,
            LongConsumer throttle) {
        this.projection = projection;
        this.quarantine = new Quarantine(database, projection);
        this.letters = letters;
        this.throttle = throttle;
        this.quarantined =
                counter(meters, "quarantined", "Aggregates whose events do not follow one another in the log");
        this.unreadable = counter(meters, "unreadable", "Records that were sent to the dead letter topic");
        this.delay = Timer.builder("livemarket.projection.delay")
                .tag("projection", projection)
                .description("From the writing of an event to its being in the read model, unless it catches up")
                .register(meters);
        this.replays = counter(meters, "replays", "Partitions that were applied again from their first record");
    }

    private Counter counter(MeterRegistry meters, String name, String description) {
        return Counter.builder("livemarket.projection." + name)
                .description(description)
                .tag("projection", projection)
                .register(meters);
    }

    /** Measures the delay of events that were applied as they came. */
    void applied(List<ConsumerRecord<String, byte[]>> events) {
        long now = System.currentTimeMillis();
        events.forEach(event -> delay.record(Math.max(0, now - event.timestamp()), TimeUnit.MILLISECONDS));
    }

    @Override
    public void pause(long workedNanos) {
        throttle.accept(workedNanos);
    }

    /** Notes that a partition is applied from its first record on: gaps up to that offset are the log's own. */
    void replaying(TopicPartition partition, long upTo) {
        replayedUpTo.put(partition, upTo);
    }

    /** Notes that a partition is applied from its first record on because of a gap. */
    void replaying(TopicPartition partition, ReadModelBehind gap) {
        replaying(partition, gap.offset());
        replays.increment();
    }

    void forget(Collection<TopicPartition> partitions) {
        replayedUpTo.keySet().removeAll(partitions);
    }

    @Override
    public void gap(ConsumerRecord<String, byte[]> record, String aggregate, String what) {
        if (quarantine.holds(aggregate)) {
            return;
        }
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        if (record.offset() > replayedUpTo.getOrDefault(partition, -1L)) {
            throw new ReadModelBehind(record.partition(), record.offset(), aggregate + " is " + what);
        }
        log.error(
                "{} puts aggregate {} into quarantine, since a replay of {} did not close the gap: it is {}. Its later events "
                        + "are applied as well as possible",
                projection,
                aggregate,
                partition,
                what);
        if (!explained.contains(aggregate)) {
            send(record, "quarantined: " + what);
        }
        quarantine.add(aggregate, record, what);
        quarantined.increment();
    }

    @Override
    public void unreadable(ConsumerRecord<String, byte[]> record, UnreadableRecordException reason) {
        if (record.key() != null) {
            if (explained.size() >= REMEMBERED) {
                explained.clear(); // A second letter does no harm.
            }
            explained.add(record.key());
        }
        send(record, String.valueOf(reason.getMessage()));
    }

    /** Sends a record to the dead letter topic once, however often its partition is replayed. */
    private void send(ConsumerRecord<String, byte[]> record, String reason) {
        if (!quarantine.holdsLetter(record)) {
            letters.send(record, reason);
            quarantine.addLetter(record);
            unreadable.increment();
        }
    }
}
