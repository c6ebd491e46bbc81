package io.livemarket.kit.engine;

import io.livemarket.events.kafka.Topic;
import io.livemarket.kit.engine.FeedPositions.Place;
import io.livemarket.kit.health.LifeSign;
import io.livemarket.kit.health.Pulse;
import io.livemarket.kit.kafka.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of an engine that reads the feed, for all partitions that this instance owns. A worker that begins
 * takes the feed from the place in its journal: the reader seeks back to that place, and gives the other workers no
 * record twice.
 */
final class FeedReader implements Feeds {

    private static final Logger log = LoggerFactory.getLogger(FeedReader.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    /** The time in which records gather while more are coming, since each hand-over wakes every worker. */
    private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private static final long PARTITIONS_EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long RETRY_MILLIS = 500;
    private static final int FULL = 8_000;
    private static final long ROOM_WITHIN_MILLIS = 20;

    private final String name;
    private final Feed feed;
    private final FeedStart start;
    private final FeedRouting routing;
    private final Supplier<Consumer<String, byte[]>> consumers;
    private final Map<PartitionWorker, FeedReading> readings = new HashMap<>();
    private final Thread thread;
    private final Pulse pulse;
    private volatile boolean closed;
    private volatile @Nullable Consumer<String, byte[]> polling;

    /** A consumer without a group: closing it need not wait for a fetch that is under way. */
    private record Opened(Consumer<String, byte[]> consumer) implements AutoCloseable {

        @Override
        public void close() {
            consumer.close(CloseOptions.timeout(KafkaClients.CLOSE_WITHIN));
        }
    }

    FeedReader(
            String name,
            Feed feed,
            FeedStart start,
            FeedRouting routing,
            Supplier<Consumer<String, byte[]>> consumers) {
        this.name = name;
        this.feed = feed;
        this.start = start;
        this.routing = routing;
        this.consumers = consumers;
        this.thread = Thread.ofPlatform().name(name + "-feed").unstarted(this::run);
        this.pulse = new Pulse(thread.getName());
    }

    void start() {
        thread.start();
    }

    @Override
    public synchronized void begin(PartitionWorker worker, FeedPositions journaled) {
        readings.put(worker, new FeedReading(worker, journaled));
        wake();
    }

    @Override
    public synchronized void leave(PartitionWorker worker) {
        readings.remove(worker);
        notifyAll();
    }

    private void run() {
        while (!closed) {
            try (Opened opened = new Opened(consumers.get())) {
                read(opened.consumer());
            } catch (WakeupException e) {
                log.debug("{} stops reading its feed", name);
            } catch (KafkaException e) {
                log.warn("{} cannot read its feed and retries in {} ms: {}", name, RETRY_MILLIS, e.toString());
                rest(TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS));
            } catch (InterruptedException e) {
                log.debug("{} stops reading its feed: interrupted", name);
                return;
            } finally {
                pulse.rest();
            }
        }
    }

    private void read(Consumer<String, byte[]> opened) throws InterruptedException {
        Set<TopicPartition> partitions = new HashSet<>();
        long lookAgain = System.nanoTime();
        while (!closed) {
            if (System.nanoTime() >= lookAgain) {
                lookAgain = System.nanoTime() + PARTITIONS_EVERY_NANOS;
                follow(opened, partitions);
            }
            settle(opened, partitions);
            long began = System.nanoTime();
            ConsumerRecords<String, byte[]> polled = poll(opened);
            pulse.busy();
            hand(opened, polled);
            pulse.rest();
            if (!polled.isEmpty() && isCaughtUp()) {
                rest(began + PACE_NANOS - System.nanoTime());
            }
        }
    }

    /** Assigns partitions that were added to the topics. */
    private void follow(Consumer<String, byte[]> opened, Set<TopicPartition> partitions) {
        List<TopicPartition> added = new ArrayList<>();
        for (Topic topic : feed.topics()) {
            List<PartitionInfo> known = opened.partitionsFor(topic.name());
            if (known.isEmpty()) {
                throw new KafkaException(topic.name() + " is not there");
            }
            known.stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .filter(partitions::add)
                    .forEach(added::add);
        }
        if (!added.isEmpty()) {
            opened.assign(partitions);
            // They are paused until a worker takes them, which gives the offset to read from.
            opened.pause(added);
        }
    }

    /** Seeks to the first record that a worker has not been given; waits while the queue of a worker is full. */
    private void settle(Consumer<String, byte[]> opened, Set<TopicPartition> partitions) throws InterruptedException {
        List<FeedReading> starting;
        synchronized (this) {
            while (!closed
                    && (readings.isEmpty()
                            || readings.values().stream().anyMatch(reading -> reading.hasEnough(FULL)))) {
                wait(readings.isEmpty() ? POLL.toMillis() : ROOM_WITHIN_MILLIS);
            }
            starting = readings.values().stream()
                    .filter(reading -> !reading.hasStarted(partitions))
                    .toList();
        }
        for (FeedReading reading : starting) {
            reading.start(opened, partitions, start);
        }
        if (!starting.isEmpty() || !opened.paused().isEmpty()) {
            seek(opened, partitions);
        }
    }

    private synchronized void seek(Consumer<String, byte[]> opened, Set<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            readings.values().stream()
                    .flatMap(reading -> reading.next(partition).stream())
                    .min(Long::compare)
                    .ifPresent(offset -> {
                        opened.seek(partition, offset);
                        opened.resume(List.of(partition));
                    });
        }
    }

    private ConsumerRecords<String, byte[]> poll(Consumer<String, byte[]> opened) {
        polling = opened;
        try {
            return opened.poll(POLL);
        } catch (WakeupException e) {
            return ConsumerRecords.empty();
        } finally {
            polling = null;
        }
    }

    private void hand(Consumer<String, byte[]> opened, ConsumerRecords<String, byte[]> polled) {
        List<FeedRouting.Routed> routed = new ArrayList<>(polled.count());
        Map<TopicPartition, Place> upTo = new HashMap<>();
        for (TopicPartition partition : polled.partitions()) {
            List<ConsumerRecord<String, byte[]>> records = polled.records(partition);
            records.forEach(record -> routed.add(routing.route(record)));
            upTo.put(partition, start.place(partition, opened.position(partition), records.getLast()));
        }
        synchronized (this) {
            readings.values().forEach(reading -> {
                reading.hand(routed, upTo);
                reading.noteCaughtUp(opened);
            });
        }
    }

    private synchronized boolean isCaughtUp() {
        return readings.values().stream().allMatch(FeedReading::isCaughtUp);
    }

    private void rest(long nanos) {
        synchronized (this) {
            if (!closed && nanos > 0) {
                try {
                    TimeUnit.NANOSECONDS.timedWait(this, nanos);
                } catch (InterruptedException e) {
                    throw new InterruptException(e);
                }
            }
        }
    }

    private synchronized void wake() {
        notifyAll();
        Consumer<String, byte[]> open = polling;
        if (open != null) {
            open.wakeup();
        }
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    LifeSign sign() {
        return isAlive() ? pulse.sign() : LifeSign.ended(thread.getName(), "reads its feed no more");
    }

    void close() {
        closed = true;
        wake();
        try {
            if (!thread.join(Duration.ofSeconds(5))) {
                log.warn("{} did not stop reading its feed in time: the thread ends by itself later", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
