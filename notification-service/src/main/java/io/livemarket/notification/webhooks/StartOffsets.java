package io.livemarket.notification.webhooks;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The offsets at which partitions begin, and their form in commits. A partition begins at the committed offset, or,
 * where there is none or one of a former subscription, at the time at which the endpoint subscribed to the topic. A
 * committed offset names that time.
 */
final class StartOffsets {

    /** Events carry the times of services' clocks: those shortly before the subscription are delivered too. */
    private static final Duration BEFORE = Duration.ofSeconds(5);

    private final Map<String, Instant> since;

    /** @param since the time of the subscription to each topic */
    StartOffsets(Map<String, Instant> since) {
        this.since = since;
    }

    /** Offsets as they are committed. */
    Map<TopicPartition, OffsetAndMetadata> named(Map<TopicPartition, OffsetAndMetadata> offsets) {
        Map<TopicPartition, OffsetAndMetadata> named = new HashMap<>();
        offsets.forEach((partition, offset) -> named.put(partition, named(partition, offset.offset())));
        return named;
    }

    private OffsetAndMetadata named(TopicPartition partition, long offset) {
        return new OffsetAndMetadata(offset, time(partition).toString());
    }

    private Instant time(TopicPartition partition) {
        return since.getOrDefault(partition.topic(), Instant.EPOCH);
    }

    /** Moves the consumer to the start of those partitions that do not begin at their committed offset. */
    void begin(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        Set<TopicPartition> fresh = new HashSet<>(partitions);
        consumer.committed(fresh).forEach((partition, offset) -> {
            if (isOfThisSubscription(partition, offset)) {
                fresh.remove(partition);
            }
        });
        if (fresh.isEmpty()) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> starts = new HashMap<>();
        byTime(consumer, fresh).forEach((partition, offset) -> {
            consumer.seek(partition, offset);
            starts.put(partition, named(partition, offset));
        });
        // So that a later start need not look for them: at a later time there may be other events of that time.
        consumer.commitSync(starts);
    }

    /** An offset without a time is one that was restored from a backup. */
    private boolean isOfThisSubscription(TopicPartition partition, @Nullable OffsetAndMetadata committed) {
        return committed != null
                && (committed.metadata().isEmpty()
                        || committed.metadata().equals(time(partition).toString()));
    }

    private Map<TopicPartition, Long> byTime(Consumer<?, ?> consumer, Set<TopicPartition> partitions) {
        // Asked for before the times are: an event that comes between the two has a time.
        Map<TopicPartition, Long> offsets = new HashMap<>(consumer.endOffsets(partitions));
        consumer.offsetsForTimes(partitions.stream()
                        .collect(Collectors.toMap(
                                each -> each, each -> time(each).minus(BEFORE).toEpochMilli())))
                .forEach((partition, first) -> {
                    if (first != null) {
                        offsets.put(partition, first.offset());
                    }
                });
        return offsets;
    }
}
