package io.livemarket.kit.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps standby replicas: folds the logs of the partitions that this instance does not own, so that it folds their last
 * records alone once it owns them. The folded records are committed, so that the reader fences no owner and may be
 * behind by any number of records; an owner begins with the state as it is. One thread for all partitions. A failure
 * costs time alone: the reader begins again, later each time.
 */
final class StandbyReader implements Standbys {

    private static final Logger log = LoggerFactory.getLogger(StandbyReader.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(1);
    private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(1);
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(10);
    private static final Duration CONFIRM_EVERY = Duration.ofMinutes(1);
    private static final Duration CONFIRM_WITHIN = Duration.ofSeconds(10);

    private final EngineParts parts;
    private final int partitions;
    private final BooleanSupplier joined;
    private final Thread thread;
    /** The partitions that this instance owns. */
    private final Set<Integer> owned = new HashSet<>();

    private final Map<Integer, FollowedPartition> followed = new HashMap<>();
    private Duration backOff = FIRST_BACK_OFF;
    private volatile @Nullable Consumer<String, byte[]> consumer;
    private volatile boolean closed;
    private volatile long behind;

    /**
     * @param partitions the number of partitions of the commands
     * @param joined whether this instance is a member of the consumer group: before, it does not know its own
     *     partitions
     */
    StandbyReader(EngineParts parts, int partitions, BooleanSupplier joined) {
        this.parts = parts;
        this.partitions = partitions;
        this.joined = joined;
        this.thread =
                Thread.ofPlatform().name(parts.settings().name() + "-standby").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    @Override
    public synchronized void release(int partition) {
        owned.add(partition);
        followed.remove(partition);
    }

    @Override
    public synchronized void follow(int partition) {
        owned.remove(partition);
        notifyAll();
    }

    private void run() {
        try {
            while (!closed) {
                try (Consumer<String, byte[]> opened = parts.standbyConsumer()) {
                    consumer = opened;
                    read(opened);
                } catch (WakeupException e) {
                    log.debug(
                            "{} follows no partition any more", parts.settings().name());
                } catch (InterruptException e) {
                    throw new InterruptedException(e.getMessage());
                } catch (RuntimeException e) {
                    beginAgain(e);
                }
            }
        } catch (InterruptedException e) {
            log.debug(
                    "{} follows no partition any more: interrupted",
                    parts.settings().name());
        }
    }

    private synchronized void beginAgain(RuntimeException e) throws InterruptedException {
        log.warn(
                "{} stops keeping standby replicas and begins again in {} s: taking a partition over takes longer meanwhile: {}",
                parts.settings().name(),
                backOff.toSeconds(),
                e.toString());
        followed.clear();
        pause(backOff);
        Duration doubled = backOff.multipliedBy(2);
        backOff = doubled.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : doubled;
    }

    private void read(Consumer<String, byte[]> opened) throws InterruptedException {
        long confirmed = System.nanoTime();
        while (!closed) {
            if (!joined.getAsBoolean() || !assign(opened)) {
                behind = 0;
                pause(POLL);
                continue;
            }
            fold(opened, opened.poll(POLL));
            behind = opened.assignment().stream()
                    .mapToLong(log -> opened.currentLag(log).orElse(1))
                    .sum();
            if (System.nanoTime() - confirmed > CONFIRM_EVERY.toNanos()) {
                confirm(opened);
                confirmed = System.nanoTime();
            }
        }
    }

    /**
     * Writes the states that have all records: the consumer itself does not show whether there is no record or no
     * cluster.
     */
    private void confirm(Consumer<?, ?> opened) {
        Map<TopicPartition, Long> ends;
        try {
            ends = opened.endOffsets(opened.assignment(), CONFIRM_WITHIN);
        } catch (TimeoutException e) {
            log.debug(
                    "{} cannot confirm the state of the partitions of others: {}",
                    parts.settings().name(),
                    e.toString());
            return;
        }
        synchronized (this) {
            followed.values().forEach(each -> each.confirm(opened, ends));
        }
    }

    private synchronized void pause(Duration atMost) throws InterruptedException {
        if (!closed) {
            wait(atMost.toMillis());
        }
    }

    /** Reads the logs of exactly the partitions that are not owned here; returns whether there are any. */
    private boolean assign(Consumer<?, ?> opened) throws InterruptedException {
        List<FollowedPartition> begun = new ArrayList<>();
        for (int partition : missing()) {
            begin(partition).ifPresent(begun::add);
        }
        Set<TopicPartition> logs = logs();
        if (!logs.equals(opened.assignment())) {
            opened.assign(logs);
        }
        begun.stream()
                .filter(each -> logs.containsAll(each.logs()))
                .forEach(each -> each.from().forEach(opened::seek));
        return !logs.isEmpty();
    }

    private synchronized List<Integer> missing() {
        return IntStream.range(0, partitions)
                .filter(partition -> !owned.contains(partition) && !followed.containsKey(partition))
                .boxed()
                .toList();
    }

    private synchronized Set<TopicPartition> logs() {
        return followed.values().stream().flatMap(each -> each.logs().stream()).collect(Collectors.toSet());
    }

    private Optional<FollowedPartition> begin(int partition) throws InterruptedException {
        PartitionState state = new PartitionState(parts.store(partition));
        Restoration restoration = new Restoration(parts, partition, state);
        Map<TopicPartition, Long> ends = restoration.ends();
        synchronized (this) {
            if (owned.contains(partition)) {
                return Optional.empty();
            }
            restoration.begin(ends);
            FollowedPartition begun = new FollowedPartition(
                    restoration.fold(parts.factory().create(partition, state)), System::currentTimeMillis);
            followed.put(partition, begun);
            behind = Math.max(1, behind); // Until the number is known.
            return Optional.of(begun);
        }
    }

    private synchronized void fold(Consumer<?, ?> opened, ConsumerRecords<String, byte[]> polled) {
        for (FollowedPartition each : followed.values()) {
            each.take(opened, polled);
        }
        if (!polled.isEmpty()) {
            backOff = FIRST_BACK_OFF;
            parts.changed();
        }
    }

    /** The number of partitions with a standby replica here. */
    synchronized int partitions() {
        return followed.size();
    }

    /** The number of records that are not folded yet. */
    long behind() {
        return behind;
    }

    /** Ends the reader; returns once it has ended, or after some seconds. */
    void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        Consumer<String, byte[]> open = consumer;
        if (open != null) {
            open.wakeup();
        }
        try {
            if (!thread.join(ENDS_WITHIN)) {
                log.warn(
                        "{} did not stop keeping standby replicas in time: the thread ends by itself later",
                        parts.settings().name());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
