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

/** Commands that every partition must answer. A partition that answers twice counts once. */
public final class PartitionAnswers {

    private static final EventCodec<EnforcementResult> RESULTS = EventCodec.of(EnforcementResult.class);

    private final Map<UUID, Awaited> awaited = new ConcurrentHashMap<>();

    private record Awaited(int partitions, Set<Integer> answered, CompletableFuture<Void> all) {}

    /** Completes when each of so many partitions has answered; call it before the command is sent. */
    CompletableFuture<Void> await(UUID commandId, int partitions, Duration atMost) {
        CompletableFuture<Void> all = new CompletableFuture<>();
        awaited.put(commandId, new Awaited(partitions, ConcurrentHashMap.newKeySet(), all));
        all.orTimeout(atMost.toMillis(), TimeUnit.MILLISECONDS);
        all.whenComplete((_, _) -> awaited.remove(commandId));
        return all;
    }

    /** Takes an answer of a partition that is for this instance. */
    public void heard(ConsumerRecord<String, byte[]> record) {
        RESULTS.read(record.headers(), record.value()).ifPresent(result -> {
            switch (result) {
                case BlockApplied(UUID commandId, int partition) -> answered(commandId, partition);
            }
        });
    }

    /** A partition's answer; a no-op for a command that nobody awaits. */
    void answered(UUID commandId, int partition) {
        Awaited waiting = awaited.get(commandId);
        if (waiting != null
                && waiting.answered().add(partition)
                && waiting.answered().size() >= waiting.partitions()) {
            waiting.all().complete(null);
        }
    }

    /** Nobody waits for it any more. */
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
