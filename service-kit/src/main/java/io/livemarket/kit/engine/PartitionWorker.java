package io.livemarket.kit.engine;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.kit.engine.PartitionState.FoldedUpTo;
import io.livemarket.kit.health.LifeSign;
import io.livemarket.kit.health.Pulse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns one partition for as long as the consumer group assigns it here. It fences the former owner, folds the logs to
 * their end, and only then decides: waiting commands are decided together, committed together, and answered after the
 * commit. After any failure it drops its memory and begins with fencing again.
 */
final class PartitionWorker {

    private static final Logger log = LoggerFactory.getLogger(PartitionWorker.class);
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(100);
    private static final Duration LOOK_AT_THE_FEED = Duration.ofMinutes(1);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(5);

    /** The requests of a worker to the thread that polls. */
    interface Commands {

        /** Gives the worker commands from this offset on. */
        void begin(PartitionWorker worker, long position);

        /**
         * Waits until the consumer group has confirmed that the partition is still assigned here; false when it is not.
         */
        boolean confirm(PartitionWorker worker) throws InterruptedException;
    }

    /** The phase of a worker. */
    enum Phase {
        RESTORING,
        DECIDING,
        ENDED
    }

    private final EngineParts parts;
    private final int partition;
    private final Commands commands;
    private final CommandQueue queue = new CommandQueue();
    private final PartitionState state;
    private final BatchDecision decision;
    private final TopicPartition events;
    private final TopicPartition journal;
    private final Thread thread;
    private final Pulse pulse;
    private volatile Phase phase = Phase.RESTORING;
    private volatile @Nullable LogFold fold;
    private volatile DecidedUpTo decided = DecidedUpTo.NOTHING;
    private volatile boolean feedCaughtUp;
    private Duration backOff = FIRST_BACK_OFF;

    /**
     * @param predecessor the worker that owned the partition here before, whose thread ends first; absent for the first
     *     worker
     */
    PartitionWorker(EngineParts parts, int partition, Commands commands, @Nullable PartitionWorker predecessor) {
        this.parts = parts;
        this.partition = partition;
        this.commands = commands;
        EngineSettings settings = parts.settings();
        RecordSizes sizes = parts.sizes();
        this.state = new PartitionState(
                parts.store(partition), sizes, settings.topics().journal().name());
        this.decision = new BatchDecision(
                state,
                () -> parts.factory().create(partition, state),
                () -> new Outputs(
                        settings.topics().events(),
                        settings.topics().deadLetters(),
                        partition,
                        settings.name(),
                        parts.tracing(),
                        sizes));
        this.events = new TopicPartition(settings.topics().events().name(), partition);
        this.journal = new TopicPartition(settings.topics().journal().name(), partition);
        this.thread =
                Thread.ofPlatform().name(settings.name() + "-" + partition).unstarted(() -> run(predecessor));
        this.pulse = new Pulse(thread.getName());
    }

    void start() {
        thread.start();
    }

    private void run(@Nullable PartitionWorker predecessor) {
        try {
            if (predecessor != null) {
                pulse.busy();
                predecessor.thread.join();
                pulse.rest();
            }
            parts.standbys().release(partition);
            for (boolean first = true; !queue.isClosed() && (first || commands.confirm(this)); first = false) {
                own();
            }
        } catch (InterruptedException e) {
            log.debug("{} of partition {} is interrupted", parts.settings().name(), partition);
        } finally {
            // The pulse stays busy until a successor replaces this worker: a thread that an error ended shows as stuck.
            pulse.busy();
            phase = Phase.ENDED;
            parts.standbys().follow(partition);
        }
    }

    /** Runs from the fencing of the former owner to the first failure, or to the end. */
    private void own() throws InterruptedException {
        phase = Phase.RESTORING;
        queue.clear();
        feedCaughtUp = false;
        forgetState();
        try (Transactions transactions = parts.transactions(partition)) {
            transactions.takeOver();
            if (!queue.isClosed() && restore()) {
                // A decider reads its waiting entries when it is made.
                decision.reset();
                prepare(transactions);
                parts.feeds().begin(this, state.feed());
                commands.begin(this, decided.offset());
                phase = Phase.DECIDING;
                decide(transactions);
                state.write();
            }
        } catch (InterruptException e) {
            throw new InterruptedException(e.getMessage());
        } catch (UnrecoverableException e) {
            if (!queue.isClosed()) {
                parts.giveUp(partition, e);
            }
        } catch (RuntimeException e) {
            parts.feeds().leave(this);
            if (!queue.isClosed()) {
                notice(e);
                report(e);
                parts.metrics().failed();
                rest();
            }
        } finally {
            parts.feeds().leave(this);
        }
    }

    /** Drops the state in memory, after writing the committed changes, which need not be folded again then. */
    private void forgetState() {
        try {
            state.write();
        } catch (LocalStoreException e) {
            log.debug(
                    "{} could not write the newest changes of partition {} and folds them again: {}",
                    parts.settings().name(),
                    partition,
                    e.getMessage());
        }
        state.forget();
    }

    /**
     * Reports a failure to the pulse, except for failures that end by themselves: with each of them one more record is
     * put aside, or one more size is known to be refused.
     */
    private void notice(RuntimeException e) {
        if (e instanceof RefusedRecordException refused) {
            parts.sizes().refused(refused.topic(), refused.bytes());
            pulse.rest();
        } else if (e instanceof FaultyRecordException) {
            pulse.rest();
        } else {
            pulse.failed(e);
        }
    }

    private void report(RuntimeException e) {
        if (e instanceof KafkaException || e instanceof FaultyRecordException) {
            log.warn(
                    "{} stops deciding partition {}, restores its state, and decides again in {} ms at the earliest: {}",
                    parts.settings().name(),
                    partition,
                    backOff.toMillis(),
                    e.toString());
        } else {
            log.error(
                    "{} stops deciding partition {}, restores its state, and decides again in {} ms at the earliest",
                    parts.settings().name(),
                    partition,
                    backOff.toMillis(),
                    e);
        }
    }

    private void rest() throws InterruptedException {
        phase = Phase.RESTORING;
        synchronized (this) {
            TimeUnit.NANOSECONDS.timedWait(this, backOff.toNanos());
        }
        Duration doubled = backOff.multipliedBy(2);
        backOff = doubled.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : doubled;
    }

    private boolean restore() throws InterruptedException {
        Restoration restoration = new Restoration(parts, partition, state);
        Map<TopicPartition, Long> ends = restoration.ends();
        restoration.begin(ends);
        decision.reset();
        LogFold folding = restoration.fold(decision.decider());
        fold = folding;
        try (Consumer<String, byte[]> consumer = parts.foldConsumer(partition)) {
            consumer.assign(folding.from().keySet());
            folding.from().forEach(consumer::seek);
            if (!folding.run(consumer, ends, () -> !queue.isClosed())) {
                return false;
            }
        }
        decided = new StartPosition(parts, partition, () -> !queue.isClosed()).after(folding);
        return !queue.isClosed();
    }

    private void prepare(Transactions transactions) {
        Outputs outputs = decision.noOutputs();
        decision.decider().prepare(outputs, System.currentTimeMillis(), () -> !queue.isClosed());
        if (!queue.isClosed()
                && (state.stagedChanges() > 0 || !outputs.committed().isEmpty())) {
            commit(transactions, List.of(), outputs, true);
        }
    }

    private void decide(Transactions transactions) throws InterruptedException {
        while (true) {
            pulse.rest();
            CommandQueue.Batch taken = next();
            List<ConsumerRecord<String, byte[]>> batch = taken.commands();
            if (queue.isClosed()) {
                return;
            }
            pulse.busy();
            long began = System.nanoTime();
            Outputs outputs = decision.decide(taken, System.currentTimeMillis(), feedCaughtUp);
            if (outputs.leadsToSomething() || state.stagedChanges() > 0) {
                commit(transactions, batch, outputs, !batch.isEmpty());
                parts.metrics().committed(batch, outputs, System.nanoTime() - began);
                backOff = FIRST_BACK_OFF;
            } else if (!batch.isEmpty()) {
                // The group's offset is enough: deciding such commands again is as if they had come later.
                decided = after(batch);
                pulse.progressed();
            }
            outputs.endSpans();
            state.writeIfDue(System.currentTimeMillis());
            keepPace(began + parts.settings().pace().toNanos());
        }
    }

    private synchronized void keepPace(long untilNanos) throws InterruptedException {
        for (long left = untilNanos - System.nanoTime();
                left > 0 && !queue.isClosed();
                left = untilNanos - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    private CommandQueue.Batch next() throws InterruptedException {
        CommandQueue.Batch taken = queue.take(parts.settings().batch(), untilMillis());
        List<ConsumerRecord<String, byte[]>> batch = taken.commands();
        if (!batch.isEmpty() && batch.getFirst().offset() < decided.offset()) {
            throw new KafkaException("The commands went back from %d to %d: the broker has lost some"
                    .formatted(decided.offset(), batch.getFirst().offset()));
        }
        return taken;
    }

    /**
     * The time until which the worker waits for records: with a feed, its place is checked at intervals although none
     * of its records concerns the partition.
     */
    private long untilMillis() {
        long due = Math.min(decision.dueAt(feedCaughtUp), state.writeAt());
        return parts.feeds() == Feeds.NONE
                ? due
                : Math.min(due, System.currentTimeMillis() + LOOK_AT_THE_FEED.toMillis());
    }

    private void commit(
            Transactions transactions,
            List<ConsumerRecord<String, byte[]>> batch,
            Outputs outputs,
            boolean withPosition) {
        DecidedUpTo next = after(batch);
        List<ProducerRecord<String, byte[]>> records = records(outputs);
        if (withPosition) {
            place(outputs, parts.positions().format(next.offset(), next.lastCommand()))
                    .ifPresent(records::add);
        }
        pulse.rest();
        Map<String, Long> written = transactions.commit(records);
        pulse.busy();
        Map<String, Long> applied = new HashMap<>();
        Long event = written.get(events.toString());
        if (event != null) {
            applied.put(events.topic(), event);
        }
        Long entry = written.get(journal.toString());
        if (entry != null) {
            applied.put(journal.topic(), entry);
        }
        state.keep(new FoldedUpTo(applied, next.offset(), next.lastCommand()), System.currentTimeMillis());
        decided = next;
        pulse.rest();
        outputs.answers().forEach(parts::answer);
        parts.changed();
        pulse.progressed();
    }

    /** The outputs, and the changes of the journal. */
    private List<ProducerRecord<String, byte[]>> records(Outputs outputs) {
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>(outputs.committed());
        state.journalChanges()
                .forEach((key, value) -> records.add(new ProducerRecord<>(journal.topic(), partition, key, value)));
        return records;
    }

    /** Writes the command position: on the last event, else as a record of the journal. */
    private Optional<ProducerRecord<String, byte[]>> place(Outputs outputs, String place) {
        ProducerRecord<String, byte[]> lastEvent = outputs.lastEvent();
        if (lastEvent != null) {
            Envelope.put(lastEvent.headers(), Envelope.POSITION, place);
            return Optional.empty();
        }
        return Optional.of(
                new ProducerRecord<>(journal.topic(), partition, JournalKeys.POSITION, JournalKeys.bytes(place)));
    }

    /** The position after a batch, which may be empty. */
    private DecidedUpTo after(List<ConsumerRecord<String, byte[]>> batch) {
        return batch.isEmpty() ? decided : new DecidedUpTo(batch.getLast().offset() + 1, lastId(batch));
    }

    /** The id of the last command with an id; null where none has one. */
    private static @Nullable String lastId(List<ConsumerRecord<String, byte[]>> batch) {
        for (ConsumerRecord<String, byte[]> command : batch.reversed()) {
            String id = Envelope.text(command.headers(), Envelope.ID);
            if (id != null) {
                return id;
            }
        }
        return null;
    }

    /** Adds polled commands to the backlog. */
    void add(List<ConsumerRecord<String, byte[]>> polled) {
        queue.add(polled);
    }

    /** Adds a part of the feed to the backlog. */
    void feed(Fed.Part part) {
        queue.feed(part);
    }

    /** The number of waiting records of the feed. */
    int fed() {
        return queue.fed();
    }

    /** Notes that the feed is read as far as it was when this worker began. */
    void feedCaughtUp() {
        feedCaughtUp = true;
        queue.wake();
    }

    /** Whether it decides, and has taken the feed as far as it was when it began. */
    boolean isReady() {
        return phase == Phase.DECIDING && feedCaughtUp;
    }

    LifeSign sign() {
        return pulse.sign();
    }

    int waiting() {
        return queue.size();
    }

    int partition() {
        return partition;
    }

    Phase phase() {
        return phase;
    }

    /** The position of the first command that is not decided. */
    DecidedUpTo decided() {
        return decided;
    }

    /** The number of records that are still to be folded before it decides. */
    long behind() {
        LogFold folding = fold;
        return phase == Phase.RESTORING && folding != null ? folding.behind() : 0;
    }

    /** Ends the worker after the transaction under way; returns at once. */
    void close() {
        queue.close();
        synchronized (this) {
            notifyAll();
        }
    }

    /** Waits until the worker has ended; false when it had not within the time. */
    boolean awaitEnd(Duration atMost) throws InterruptedException {
        return thread.join(atMost);
    }
}
