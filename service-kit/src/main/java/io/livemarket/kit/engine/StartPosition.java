package io.livemarket.kit.engine;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.kit.kafka.ClusterAnswers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the first command of a partition that is not decided, once its logs are folded. */
final class StartPosition {

    private static final Logger log = LoggerFactory.getLogger(StartPosition.class);
    private static final int NEWEST_COMMANDS = 50_000;

    private final EngineParts parts;
    private final int partition;
    private final TopicPartition commands;
    private final BooleanSupplier goOn;

    /** @param goOn false to give up; the result is of no use then */
    StartPosition(EngineParts parts, int partition, BooleanSupplier goOn) {
        this.parts = parts;
        this.partition = partition;
        this.commands = new TopicPartition(parts.settings().topics().commands().name(), partition);
        this.goOn = goOn;
    }

    /**
     * The position that the logs name, or the group's offset where that is further: commands without an effect have no
     * other position, and versions before the engine kept theirs there alone. A position counts if its last command
     * still exists; a broker that lost commands may have other ones at their offsets. Where the logs name another topic
     * alone, the present topic may be a copy of it.
     */
    DecidedUpTo after(LogFold folding) throws InterruptedException {
        long end = ClusterAnswers.entry(parts.topics().ends(List.of(commands)), commands);
        DecidedUpTo named = new DecidedUpTo(folding.position(), folding.lastCommand());
        if (named.offset() == 0 && !folding.decidedElsewhere().isEmpty()) {
            DecidedUpTo copied = afterTheCopyOf(folding.decidedElsewhere(), end);
            if (copied.offset() > 0) {
                return copied;
            }
        }
        DecidedUpTo committed = parts.committedPosition(partition);
        if (committed.offset() > named.offset()) {
            if (isThere(committed, end)) {
                return committed;
            }
            if (named.offset() == 0 && committed.lastCommand() == null) {
                return new DecidedUpTo(end, null);
            }
        }
        return isThere(named, end) ? named : afterLoss(folding, end);
    }

    private boolean isThere(DecidedUpTo place, long end) {
        long position = place.offset();
        if (position > end || place.lastCommand() == null) {
            return position <= end;
        }
        List<ConsumerRecord<String, byte[]>> last = new ArrayList<>();
        long begin = new LogScan(parts, commands, goOn).read(position - 1, position, last::add);
        if (begin >= position) {
            return true; // Retention has removed the command.
        }
        String id = last.isEmpty() ? "" : Envelope.text(last.getFirst().headers(), Envelope.ID);
        return id == null || id.equals(place.lastCommand());
    }

    private DecidedUpTo afterTheCopyOf(Set<String> commandIds, long end) {
        DecidedUpTo[] found = {DecidedUpTo.NOTHING};
        new LogScan(parts, commands, goOn).read(0, end, command -> {
            String id = Envelope.text(command.headers(), Envelope.ID);
            if (id != null && commandIds.contains(id)) {
                found[0] = new DecidedUpTo(command.offset() + 1, id);
            }
        });
        log.warn(
                "{} is not the topic whose commands were decided: as a copy of it, it is decided up to offset {} of {}",
                commands,
                found[0].offset(),
                end);
        return found[0];
    }

    /**
     * The position after the last command that any record names as decided; later commands took the offsets of lost
     * ones.
     */
    private DecidedUpTo afterLoss(LogFold folding, long end) throws InterruptedException {
        DecidedUpTo found = DecidedUpTo.NOTHING;
        long from = end;
        for (long newest = NEWEST_COMMANDS; found.offset() == 0 && from > 0 && goOn.getAsBoolean(); newest *= 8) {
            from = Math.max(0, end - newest);
            found = lastNamed(idsOfCommands(from, end));
        }
        log.error(
                "{} has lost commands: those before offset {} were decided, and the last of them does not exist any more. "
                        + "The log ends at {}, and commands from offset {} on are decided",
                commands,
                folding.position(),
                end,
                found.offset());
        return found;
    }

    private Map<String, Long> idsOfCommands(long from, long end) {
        Map<String, Long> offsets = new HashMap<>();
        new LogScan(parts, commands, goOn).read(from, end, command -> {
            String id = Envelope.text(command.headers(), Envelope.ID);
            if (id != null) {
                offsets.put(id, command.offset());
            }
        });
        return offsets;
    }

    private DecidedUpTo lastNamed(Map<String, Long> commandIds) throws InterruptedException {
        DecidedUpTo[] last = {DecidedUpTo.NOTHING};
        TopicPartition events =
                new TopicPartition(parts.settings().topics().events().name(), partition);
        TopicPartition journal =
                new TopicPartition(parts.settings().topics().journal().name(), partition);
        List<TopicPartition> logs = Stream.of(events, journal).distinct().toList();
        Map<TopicPartition, Long> ends = parts.topics().ends(logs);
        for (TopicPartition decided : logs) {
            new LogScan(parts, decided, goOn).read(0, ClusterAnswers.entry(ends, decided), record -> {
                for (String id : named(record)) {
                    long next = commandIds.getOrDefault(id, -1L) + 1;
                    if (next > last[0].offset()) {
                        last[0] = new DecidedUpTo(next, id);
                    }
                }
            });
        }
        return last[0];
    }

    /** The ids of the commands that a record names as decided: the one that led to it, and the last of its batch. */
    private List<String> named(ConsumerRecord<String, byte[]> record) {
        String place = JournalKeys.POSITION.equals(record.key())
                ? JournalKeys.text(record.value())
                : Envelope.text(record.headers(), Envelope.POSITION);
        List<String> ids = new ArrayList<>(2);
        parts.positions().commandId(place).ifPresent(ids::add);
        String command = Envelope.text(record.headers(), Envelope.COMMAND);
        if (command != null) {
            ids.add(command);
        }
        return ids;
    }
}
