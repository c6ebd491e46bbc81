package io.livemarket.kit.engine;

import io.livemarket.events.kafka.Envelope;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the first command of a partition that is not decided, once its logs are folded. */
final class StartPosition {

    private static final Logger log = LoggerFactory.getLogger(StartPosition.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final EngineParts parts;
    private final int partition;
    private final TopicPartition commands;

    StartPosition(EngineParts parts, int partition) {
        this.parts = parts;
        this.partition = partition;
        this.commands = new TopicPartition(parts.settings().commands().name(), partition);
    }

    /**
     * The offset of that command. The group's offset is never ahead of what was decided: an earlier version kept its position there
     * alone. Where neither the logs nor the group know this topic, it may be a copy of one that the logs know.
     *
     * @param goOn false to give up; the offset is of no use then
     */
    long after(LogFold folding, BooleanSupplier goOn) throws InterruptedException {
        long decided = Math.max(folding.position(), parts.committedPosition(partition));
        long end = parts.topics().ends(List.of(commands)).get(commands);
        if (decided > end) {
            log.error("{} has lost commands: {} were decided and {} are there", commands, decided, end);
        }
        return decided == 0 && !folding.decidedElsewhere().isEmpty()
                ? afterTheCopyOf(folding.decidedElsewhere(), end, goOn)
                : Math.min(decided, end);
    }

    private long afterTheCopyOf(Set<String> commandIds, long end, BooleanSupplier goOn) {
        long position = 0;
        try (Consumer<String, byte[]> consumer = parts.foldConsumer(partition)) {
            consumer.assign(List.of(commands));
            consumer.seekToBeginning(List.of(commands));
            while (goOn.getAsBoolean() && consumer.position(commands) < end) {
                for (ConsumerRecord<String, byte[]> command : consumer.poll(POLL)) {
                    String id = Envelope.text(command.headers(), Envelope.ID);
                    if (id != null && commandIds.contains(id)) {
                        position = command.offset() + 1;
                    }
                }
            }
        }
        log.warn("{} is not the topic whose commands were decided; as a copy of it, it is decided up to {} of {}", commands,
                position, end);
        return position;
    }
}
