package io.livemarket.kit.engine;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.UnreadableRecordException;
import io.livemarket.kit.kafka.ClusterAnswers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the state of one partition up to the end of its logs: folds every committed event and journal record that the
 * state does not have yet. To be used after the former owner was fenced, so that no record is appended behind the end.
 */
final class LogFold {

    private static final Logger log = LoggerFactory.getLogger(LogFold.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int STAGED_AT_MOST = 5_000;

    private final PartitionState state;
    private final PartitionDecider decider;
    private final TopicPartition events;
    private final TopicPartition journal;
    private final CommandPosition positions;
    private final Map<String, CommandPosition.Elsewhere> elsewhere = new HashMap<>();
    private long position;
    private @Nullable String lastCommand;
    private volatile long behind;

    LogFold(
            PartitionState state,
            PartitionDecider decider,
            TopicPartition events,
            TopicPartition journal,
            CommandPosition positions) {
        this.state = state;
        this.decider = decider;
        this.events = events;
        this.journal = journal;
        this.positions = positions;
        this.position = state.position();
        this.lastCommand = state.lastCommand();
    }

    /** The offset from which each log is to be read. */
    Map<TopicPartition, Long> from() {
        return logs().stream().collect(Collectors.toMap(log -> log, log -> state.applied(log.topic())));
    }

    /** The events and the journal, or the journal alone where it stands for the events too. */
    Set<TopicPartition> logs() {
        return events.equals(journal) ? Set.of(journal) : Set.of(events, journal);
    }

    /**
     * Folds up to the given ends.
     *
     * @param consumer assigned to both partitions and positioned; reads committed records only
     * @param ends the ends of both logs, open transactions included: the fold waits until those have ended
     * @param goOn false to give up
     * @return whether the ends were reached
     */
    boolean run(Consumer<String, byte[]> consumer, Map<TopicPartition, Long> ends, BooleanSupplier goOn) {
        while (goOn.getAsBoolean()) {
            behind = logs().stream()
                    .mapToLong(log -> Math.max(0, ClusterAnswers.entry(ends, log) - consumer.position(log)))
                    .sum();
            if (behind == 0) {
                commit(consumer);
                return true;
            }
            consumer.poll(POLL).forEach(this::fold);
            if (state.stagedChanges() >= STAGED_AT_MOST) {
                commit(consumer);
            }
        }
        return false;
    }

    /** Writes the folded state, with the consumer's positions. */
    void commit(Consumer<?, ?> consumer) {
        Map<String, Long> applied = new HashMap<>();
        logs().forEach(log -> applied.put(log.topic(), consumer.position(log)));
        state.commit(new PartitionState.FoldedUpTo(applied, position, lastCommand));
    }

    void fold(ConsumerRecord<String, byte[]> record) {
        if (!record.topic().equals(journal.topic())) {
            foldPosition(Envelope.text(record.headers(), Envelope.POSITION));
            foldEvent(record);
        } else if (record.key() != null) {
            foldJournal(record);
        }
    }

    private void foldPosition(@Nullable String text) {
        long here = positions.parse(text);
        if (here > position || here == position && lastCommand == null) {
            position = here;
            lastCommand = positions.commandId(text).orElse(null);
        }
        positions
                .elsewhere(text)
                .ifPresent(place -> elsewhere.merge(
                        place.topicId(), place, (one, other) -> one.offset() < other.offset() ? other : one));
    }

    private void foldEvent(ConsumerRecord<String, byte[]> record) {
        skippingFaulty(record, () -> decider.fold(record));
    }

    private void foldJournal(ConsumerRecord<String, byte[]> record) {
        if (record.key().equals(JournalKeys.POSITION)) {
            foldPosition(JournalKeys.text(record.value()));
            return;
        }
        skippingFaulty(record, () -> state.foldJournal(record.key(), record.value()));
    }

    private static void skippingFaulty(ConsumerRecord<String, byte[]> record, Runnable fold) {
        try {
            fold.run();
        } catch (LocalStoreException | UnrecoverableException e) {
            throw e;
        } catch (RuntimeException e) {
            // The exception itself is not logged: its message may quote the value.
            log.error(
                    "Record that cannot be folded is left out of the state: {}-{}@{}: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e instanceof UnreadableRecordException
                            ? e.getMessage()
                            : e.getClass().getName());
        }
    }

    /** The offset of the first command that no folded record names as decided. */
    long position() {
        return position;
    }

    /** The id of the last command before the position; null where no record names it. */
    @Nullable
    String lastCommand() {
        return lastCommand;
    }

    /**
     * The ids of the last decided commands of other topics that folded records name: the present topic may be a copy of
     * one of them.
     */
    Set<String> decidedElsewhere() {
        return elsewhere.values().stream()
                .map(CommandPosition.Elsewhere::commandId)
                .collect(Collectors.toSet());
    }

    /** The number of offsets that are not folded yet. */
    long behind() {
        return behind;
    }
}
