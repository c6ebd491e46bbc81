package io.livemarket.kit.engine;

import io.livemarket.kit.kafka.DeadLetterHeaders;
import io.opentelemetry.context.Scope;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides the commands of one batch, and takes its records of the feed. A command that cannot be decided is sent to the
 * dead letter topic, and the other commands of its batch are decided as if it did not exist.
 */
final class BatchDecision {

    private static final Logger log = LoggerFactory.getLogger(BatchDecision.class);

    private final PartitionState state;
    private final Supplier<PartitionDecider> anew;
    private final Supplier<Outputs> outputs;
    /**
     * The faults of records that could not be decided, by the records' place, until a batch is decided without them.
     */
    private final Map<String, RuntimeException> faults = new HashMap<>();

    private final Set<String> putAside = new HashSet<>();
    /**
     * The faults of waiting entries of the state, by the decider's key, until all due entries are decided without them.
     */
    private final Map<String, RuntimeException> waitingFaults = new HashMap<>();

    private @Nullable Deciding deciding;

    /** The decider, and how far it has taken the feed, since staged changes were dropped last. */
    private record Deciding(PartitionDecider decider, FeedProgress progress) {}

    /**
     * @param anew makes a new decider, after staged changes were dropped
     * @param outputs makes empty outputs
     */
    BatchDecision(PartitionState state, Supplier<PartitionDecider> anew, Supplier<Outputs> outputs) {
        this.state = state;
        this.anew = anew;
        this.outputs = outputs;
    }

    /** The decider; made by {@link #reset}, which has to be called first. */
    PartitionDecider decider() {
        return deciding().decider();
    }

    private FeedProgress progress() {
        return deciding().progress();
    }

    private Deciding deciding() {
        Deciding now = deciding;
        if (now == null) {
            throw new IllegalStateException("There is no decider before the first reset");
        }
        return now;
    }

    Outputs noOutputs() {
        return outputs.get();
    }

    /** Drops staged changes, and makes a new decider. */
    void reset() {
        state.reset();
        PartitionDecider decider = anew.get();
        waitingFaults.forEach(decider::putAside);
        deciding = new Deciding(decider, new FeedProgress(state.feed()));
    }

    /**
     * The time at which {@link #decide} is to be called without any record, in epoch milliseconds.
     *
     * @param caughtUp whether the feed is read as far as it was when the partition began
     */
    long dueAt(boolean caughtUp) {
        return Math.min(
                caughtUp ? decider().dueAt() : PartitionDecider.NEVER,
                progress().checkpointAt());
    }

    /**
     * Stages the changes of a batch of commands, and of the entries that are due.
     *
     * @return the records to be committed
     */
    Outputs decide(List<ConsumerRecord<String, byte[]>> commands, long nowMillis) {
        return decide(new CommandQueue.Batch(commands, Fed.Part.NONE), nowMillis, true);
    }

    /**
     * Stages the changes of a batch, and of the entries that are due.
     *
     * @param caughtUp whether the feed is read as far as it was when the partition began; no entry is due before
     * @return the records to be committed
     */
    Outputs decide(CommandQueue.Batch batch, long nowMillis, boolean caughtUp) {
        while (true) {
            Outputs decided = outputs.get();
            if (attempt(batch, nowMillis, decided) && decideDueEntries(nowMillis, caughtUp, decided)) {
                conclude(batch.fed(), nowMillis);
                return decided;
            }
            reset();
        }
    }

    private boolean decideDueEntries(long nowMillis, boolean caughtUp, Outputs decided) {
        if (!caughtUp || decider().dueAt() > nowMillis) {
            return true;
        }
        try {
            decider().due(decided, nowMillis);
            waitingFaults.clear();
            return true;
        } catch (FaultyWaitingException e) {
            log.error("Waiting entry that cannot be decided sent to the dead letter topic: {}", e.key(), e.fault());
            waitingFaults.put(e.key(), e.fault());
            if (progress().isInMemory()) {
                throw new FaultyRecordException("The waiting entry " + e.key());
            }
            return false;
        }
    }

    private boolean attempt(CommandQueue.Batch batch, long nowMillis, Outputs decided) {
        putAside.clear();
        for (Fed fed : batch.fed().records()) {
            take(fed, nowMillis, decided);
        }
        for (ConsumerRecord<String, byte[]> command : batch.commands()) {
            if (!decide(command, nowMillis, decided)) {
                if (progress().isInMemory()) {
                    throw new FaultyRecordException(command);
                }
                return false;
            }
        }
        return true;
    }

    private boolean decide(ConsumerRecord<String, byte[]> command, long nowMillis, Outputs decided) {
        if (putAside(command, decided)) {
            return true;
        }
        try (Scope _ = decided.traced(command)) {
            decider().decide(command, decided, nowMillis);
            return true;
        } catch (LocalStoreException | UnrecoverableException e) {
            throw e;
        } catch (RuntimeException e) {
            log.error(
                    "Command that cannot be decided sent to the dead letter topic: {}",
                    DeadLetterHeaders.place(command),
                    e);
            faults.put(DeadLetterHeaders.place(command), e);
            return false;
        }
    }

    /**
     * Takes a record of the feed. A fault ends the partition, which begins again, since a new decider would not have
     * the changes that other records left in memory.
     */
    private void take(Fed fed, long nowMillis, Outputs decided) {
        if (putAside(fed.record(), decided)) {
            progress().staged(fed.partition(), nowMillis);
            return;
        }
        try {
            switch (decider().feed(fed, decided, nowMillis)) {
                case IGNORED -> {}
                case STAGED -> progress().staged(fed.partition(), nowMillis);
                case HELD -> progress().held(fed.partition(), nowMillis);
            }
        } catch (LocalStoreException | UnrecoverableException e) {
            throw e;
        } catch (RuntimeException e) {
            log.error(
                    "Record of the feed that cannot be taken sent to the dead letter topic: {}",
                    DeadLetterHeaders.place(fed.record()),
                    e);
            faults.put(DeadLetterHeaders.place(fed.record()), e);
            throw new FaultyRecordException(fed.record());
        }
    }

    private boolean putAside(ConsumerRecord<String, byte[]> record, Outputs decided) {
        if (faults.isEmpty()) {
            return false;
        }
        String place = DeadLetterHeaders.place(record);
        RuntimeException fault = faults.get(place);
        if (fault == null) {
            return false;
        }
        decided.deadLetter(record, fault.getClass().getSimpleName());
        putAside.add(place);
        return true;
    }

    private void conclude(Fed.Part fed, long nowMillis) {
        faults.keySet().removeAll(putAside);
        FeedProgress progress = progress();
        progress.took(fed.upTo(), nowMillis);
        if (progress.checkpointAt() <= nowMillis) {
            decider().checkpoint();
            progress.checkpoint();
        }
        progress.toJournal().ifPresent(state::feed);
    }
}
