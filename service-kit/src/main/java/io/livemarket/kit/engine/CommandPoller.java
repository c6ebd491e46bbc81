package io.livemarket.kit.engine;

import io.livemarket.kit.health.LifeSign;
import io.livemarket.kit.health.Pulse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of an engine that polls commands: it shares the partitions with the other instances of the service,
 * starts and ends workers as the group assigns and revokes partitions, and passes the commands to the workers. A
 * partition is paused while its worker restores its state, or has a large backlog.
 */
final class CommandPoller implements PartitionWorker.Commands {

    private static final Logger log = LoggerFactory.getLogger(CommandPoller.class);
    private static final Duration IDLE_POLL = Duration.ofSeconds(1);
    private static final Duration EAGER_POLL = Duration.ofMillis(5);
    private static final Duration COMMIT_WITHIN = Duration.ofSeconds(2);
    private static final Duration WORKERS_END_WITHIN = Duration.ofSeconds(5);
    private static final long OFFSETS_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long RETRY_MILLIS = 1_000;
    private static final int FULL = 4_000;
    private static final int ROOM = 1_000;

    private final EngineParts parts;
    private final Supplier<Consumer<String, byte[]>> consumers;
    private final Map<Integer, PartitionWorker> workers = new ConcurrentHashMap<>();
    private final Map<Integer, PartitionWorker> ended = new HashMap<>();
    private final ConcurrentLinkedQueue<Task> tasks = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private final Pulse pulse;
    private volatile boolean closed;
    private volatile boolean joined;
    private volatile @Nullable Consumer<String, byte[]> consumer;
    private long offsetsAt = System.nanoTime();
    /** The offsets that were committed last; those of an idle engine are committed once. */
    private Map<TopicPartition, OffsetAndMetadata> committed = Map.of();

    /** A task for the consumer's thread alone; false to be run again after the next poll. */
    private interface Task {
        boolean run(Consumer<String, byte[]> consumer);
    }

    CommandPoller(EngineParts parts, Supplier<Consumer<String, byte[]>> consumers) {
        this.parts = parts;
        this.consumers = consumers;
        this.thread =
                Thread.ofPlatform().name(parts.settings().name() + "-commands").unstarted(this::run);
        this.pulse = new Pulse(thread.getName());
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (!closed) {
            try (Consumer<String, byte[]> opened = consumers.get()) {
                consumer = opened;
                committed = Map.of();
                opened.subscribe(List.of(parts.settings().topics().commands().name()), new Assignments(opened));
                poll(opened);
            } catch (WakeupException e) {
                log.debug("{} stops", parts.settings().name());
            } catch (InconsistentGroupProtocolException e) {
                log.warn(
                        "{} decides nothing until instances of an earlier version leave the consumer group",
                        parts.settings().name());
                pause();
            } catch (KafkaException e) {
                log.warn(
                        "{} lost its consumer group, decides nothing meanwhile, and joins again: {}",
                        parts.settings().name(),
                        e.toString());
                pause();
            } finally {
                pulse.rest();
                joined = false;
                end(List.copyOf(workers.keySet()));
            }
        }
    }

    private void poll(Consumer<String, byte[]> opened) {
        while (!closed) {
            // A poll returns within its time whatever the cluster does: only a fault stops this loop.
            pulse.busy();
            runTasks(opened);
            ConsumerRecords<String, byte[]> polled = pollOnce(opened);
            for (TopicPartition partition : polled.partitions()) {
                hand(opened, partition, polled);
            }
            if (System.nanoTime() - offsetsAt > OFFSETS_EVERY_NANOS) {
                offsetsAt = System.nanoTime();
                commitOffsets(opened);
            }
        }
        // Workers end their transactions before this member leaves the group.
        endAndCommit(opened, List.copyOf(workers.keySet()));
    }

    private void runTasks(Consumer<String, byte[]> opened) {
        List<Task> again = new ArrayList<>();
        for (Task task = tasks.poll(); task != null; task = tasks.poll()) {
            // Each may wait for the cluster, for a few seconds.
            pulse.busy();
            if (!task.run(opened)) {
                again.add(task);
            }
        }
        tasks.addAll(again);
    }

    /** Gives a task to the consumer's thread, and ends a poll that is under way. */
    private void ask(Task task) {
        tasks.add(task);
        Consumer<String, byte[]> open = consumer;
        if (open != null) {
            open.wakeup();
        }
    }

    private ConsumerRecords<String, byte[]> pollOnce(Consumer<String, byte[]> opened) {
        boolean eager = isEager();
        // After isEager: a partition that gets room between the two would stay paused for a whole idle poll.
        resumeThoseWithRoom(opened);
        try {
            return opened.poll(eager ? EAGER_POLL : IDLE_POLL);
        } catch (WakeupException e) {
            return ConsumerRecords.empty();
        }
    }

    /** Whether tasks of workers, or room in their queues, may come before the next command. */
    private boolean isEager() {
        return workers.values().stream()
                .anyMatch(worker -> worker.phase() == PartitionWorker.Phase.RESTORING || worker.waiting() > ROOM);
    }

    private void hand(Consumer<?, ?> opened, TopicPartition partition, ConsumerRecords<String, byte[]> polled) {
        PartitionWorker worker = workers.get(partition.partition());
        if (worker == null) {
            return;
        }
        worker.add(polled.records(partition));
        if (worker.waiting() > FULL) {
            opened.pause(List.of(partition));
        }
    }

    private void resumeThoseWithRoom(Consumer<?, ?> opened) {
        for (TopicPartition partition : opened.paused()) {
            PartitionWorker worker = workers.get(partition.partition());
            if (worker != null && worker.phase() == PartitionWorker.Phase.DECIDING && worker.waiting() <= ROOM) {
                opened.resume(List.of(partition));
            }
        }
    }

    /**
     * Commits the offsets, for tools that show consumer lag, and as a lower bound of the decided commands; never ahead
     * of the logs.
     */
    private void commitOffsets(Consumer<?, ?> opened) {
        Map<TopicPartition, OffsetAndMetadata> offsets = offsets(deciding(workers.keySet()));
        if (offsets.isEmpty() || offsets.equals(committed)) {
            return;
        }
        committed = offsets;
        opened.commitAsync(offsets, (_, failure) -> {
            if (failure != null) {
                log.debug(
                        "The offsets of {} are not committed: {}",
                        parts.settings().name(),
                        failure.toString());
                committed = Map.of();
            }
        });
    }

    private List<PartitionWorker> deciding(Collection<Integer> partitions) {
        return partitions.stream()
                .map(workers::get)
                .filter(worker -> worker != null && worker.phase() == PartitionWorker.Phase.DECIDING)
                .toList();
    }

    private Map<TopicPartition, OffsetAndMetadata> offsets(List<PartitionWorker> deciding) {
        return deciding.stream()
                .collect(Collectors.toMap(
                        worker -> partition(worker.partition()),
                        worker -> worker.decided().committed()));
    }

    /**
     * Ends the workers of partitions that are still assigned here, and commits their offsets: the next owners begin
     * there.
     */
    private void endAndCommit(Consumer<String, byte[]> opened, Collection<Integer> partitions) {
        List<PartitionWorker> deciding = deciding(partitions);
        end(partitions);
        Map<TopicPartition, OffsetAndMetadata> offsets = offsets(deciding);
        try {
            commit(opened, offsets);
        } catch (WakeupException e) {
            // The wake-up of the call that ends this poller; it is thrown once.
            commit(opened, offsets);
        }
    }

    private void commit(Consumer<String, byte[]> opened, Map<TopicPartition, OffsetAndMetadata> offsets) {
        if (offsets.isEmpty()) {
            return;
        }
        try {
            opened.commitSync(offsets, COMMIT_WITHIN);
        } catch (WakeupException e) {
            throw e;
        } catch (KafkaException e) {
            log.debug(
                    "The last offsets of {} are not committed: {}",
                    parts.settings().name(),
                    e.toString());
        }
    }

    private TopicPartition partition(int partition) {
        return new TopicPartition(parts.settings().topics().commands().name(), partition);
    }

    @Override
    public void begin(PartitionWorker worker, long position) {
        ask(opened -> {
            TopicPartition partition = partition(worker.partition());
            if (workers.get(worker.partition()) == worker && opened.assignment().contains(partition)) {
                opened.seek(partition, position);
                opened.resume(List.of(partition));
            }
            return true;
        });
    }

    @Override
    public boolean confirm(PartitionWorker worker) throws InterruptedException {
        CompletableFuture<Boolean> confirmed = new CompletableFuture<>();
        ask(opened -> {
            Optional<Boolean> ours = isStillOurs(opened, worker);
            ours.ifPresent(confirmed::complete);
            return ours.isPresent();
        });
        try {
            while (!closed && workers.get(worker.partition()) == worker) {
                try {
                    return confirmed.get(100, TimeUnit.MILLISECONDS);
                } catch (java.util.concurrent.TimeoutException e) {
                    log.trace("The group has not confirmed partition {} yet", worker.partition());
                }
            }
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("A confirmation only completes with an answer", e);
        }
    }

    /**
     * Whether the partition is still assigned to this member: the group refuses commits of a member that it has
     * expelled. Empty where the group does not answer.
     */
    private Optional<Boolean> isStillOurs(Consumer<String, byte[]> opened, PartitionWorker worker) {
        TopicPartition partition = partition(worker.partition());
        if (workers.get(worker.partition()) != worker || !opened.assignment().contains(partition)) {
            return Optional.of(false);
        }
        opened.pause(List.of(partition));
        try {
            opened.commitSync(Map.of(partition, neverBack(opened, worker)), Duration.ofSeconds(5));
            return Optional.of(true);
        } catch (KafkaException e) {
            // The next poll shows the group's assignment; until then the commit is retried.
            log.debug("The group does not confirm {}: {}", partition, e.toString());
            return Optional.empty();
        }
    }

    /**
     * The offset to commit, never less than the committed one: a worker that has not restored yet has no position, and
     * the group's offset may be the only one that an earlier version left.
     */
    private OffsetAndMetadata neverBack(Consumer<String, byte[]> opened, PartitionWorker worker) {
        TopicPartition partition = partition(worker.partition());
        OffsetAndMetadata committed =
                opened.committed(Set.of(partition), Duration.ofSeconds(5)).get(partition);
        return committed != null && committed.offset() > worker.decided().offset()
                ? committed
                : worker.decided().committed();
    }

    private void pause() {
        synchronized (workers) {
            if (!closed) {
                try {
                    workers.wait(RETRY_MILLIS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    closed = true;
                }
            }
        }
    }

    private void end(Collection<Integer> partitions) {
        for (int partition : partitions) {
            PartitionWorker worker = workers.remove(partition);
            if (worker != null) {
                worker.close();
                ended.put(partition, worker);
            }
        }
        long deadline = System.nanoTime() + WORKERS_END_WITHIN.toNanos();
        for (int partition : partitions) {
            PartitionWorker worker = ended.get(partition);
            try {
                if (worker != null && !worker.awaitEnd(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                    log.warn(
                            "Partition {} of {} did not end its transaction in time: its next owner aborts it",
                            partition,
                            parts.settings().name());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** The signs of life of this thread and of the workers that have a partition. */
    List<LifeSign> signs() {
        List<LifeSign> signs = new ArrayList<>();
        signs.add(thread.isAlive() ? pulse.sign() : LifeSign.ended(thread.getName(), "polls no more commands"));
        workers.values().forEach(worker -> signs.add(worker.sign()));
        return signs;
    }

    /** Whether this instance is a member of the group. */
    boolean isJoined() {
        return joined;
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    Collection<PartitionWorker> workers() {
        return workers.values();
    }

    /** Ends the workers and leaves the group; returns at once. */
    void giveUp() {
        synchronized (workers) {
            closed = true;
            workers.notifyAll();
        }
        Consumer<String, byte[]> open = consumer;
        if (open != null) {
            open.wakeup();
        }
    }

    void close() {
        giveUp();
        try {
            if (!thread.join(Duration.ofSeconds(10))) {
                log.warn(
                        "{} did not stop in time: the next owners abort its transactions",
                        parts.settings().name());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Assignments implements ConsumerRebalanceListener {

        private final Consumer<String, byte[]> opened;

        Assignments(Consumer<String, byte[]> opened) {
            this.opened = opened;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            joined = true;
            opened.pause(partitions);
            for (TopicPartition each : partitions) {
                PartitionWorker worker = new PartitionWorker(
                        parts, each.partition(), CommandPoller.this, ended.remove(each.partition()));
                workers.put(each.partition(), worker);
                worker.start();
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            endAndCommit(
                    opened, partitions.stream().map(TopicPartition::partition).toList());
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            end(partitions.stream().map(TopicPartition::partition).toList());
        }
    }
}
