package io.livemarket.moderation.kafka;

import io.livemarket.events.chat.EnforcementResult;
import io.livemarket.events.chat.EnforcementResult.BlockApplied;
import io.livemarket.events.kafka.EventCodec;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The commands that every partition must answer, and the answers so far. A partition that answers twice counts once.
 */
public final class PartitionAnswers {

    private static final EventCodec<EnforcementResult> RESULTS = EventCodec.of(EnforcementResult.class);

    private final Map<UUID, Awaited> awaited = new ConcurrentHashMap<>();

    private record Awaited(int partitions, Set<Integer> answered, CompletableFuture<Void> all) {}

    /** Completes when each partition has answered; must be called before the command is sent. */
    CompletableFuture<Void> await(UUID commandId, int partitions, Duration atMost) {
        CompletableFuture<Void> all = new CompletableFuture<>();
        awaited.put(commandId, new Awaited(partitions, ConcurrentHashMap.newKeySet(), all));
        all.orTimeout(atMost.toMillis(), TimeUnit.MILLISECONDS);
        all.whenComplete((_, _) -> awaited.remove(commandId));
        return all;
    }

    /** Counts an answer of a partition to this instance. */
    public void received(ConsumerRecord<String, byte[]> record) {
        RESULTS.read(record.headers(), record.value()).ifPresent(result -> {
            switch (result) {
                case BlockApplied(UUID commandId, int partition) -> answered(commandId, partition);
            }
        });
    }

    /** Counts a partition's answer; does nothing for a command that is not awaited. */
    void answered(UUID commandId, int partition) {
        Awaited waiting = awaited.get(commandId);
        if (waiting != null
                && waiting.answered().add(partition)
                && waiting.answered().size() >= waiting.partitions()) {
            waiting.all().complete(null);
        }
    }

    /** Ends the wait for a command. */
    void forget(UUID commandId) {
        Awaited waiting = awaited.get(commandId);
        if (waiting != null) {
            waiting.all().cancel(false);
        }
    }

    int size() {
        return awaited.size();
    }
}
