package io.livemarket.kit.kafka;

import io.livemarket.events.kafka.Topic;
import io.livemarket.kit.health.LifeSign;
import io.livemarket.kit.health.LifeSigns;
import io.livemarket.kit.health.Part;
import io.livemarket.kit.health.PartStatus;
import io.livemarket.kit.health.Pulse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all partitions of a few topics from their end (or their beginning) in one thread, without a consumer group:
 * every instance gets every committed record, in order within a partition. Partitions that are added later are read
 * from their beginning, within the consumer's {@code metadata.max.age.ms}. No offset is committed: the tail does not
 * know the records that were written while the instance was down. An exception of a handler is logged and its record
 * skipped, since it must not delay the next one; an outage of the cluster only delays.
 */
public final class TopicTail implements AutoCloseable, Part {

    private static final Logger log = LoggerFactory.getLogger(TopicTail.class);

    private static final long RETRY_MILLIS = 100;
    private static final Duration LOOK_FOR_PARTITIONS_EVERY = Duration.ofSeconds(1);

    private final String name;
    private final Map<String, Object> config;
    private final boolean fromBeginning;
    private final Consumer<ConsumerRecord<String, byte[]>> handler;
    private final Consumer<Runnable> around;
    private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();
    private final CountDownLatch ready = new CountDownLatch(1);
    private final Thread thread;
    private final Pulse pulse;
    private final LifeSigns threads;
    private final LifeSigns.Source signs = this::signs;
    private volatile boolean closed;
    private volatile @Nullable KafkaConsumer<String, byte[]> consumer;
    private volatile @Nullable Map<TopicPartition, Long> goal;
    // For the tail's thread alone.
    private List<String> topics;
    private Later later;

    /**
     * Topics that are read after all records that the first topics had at the start were handled.
     *
     * @param offsets the first offsets; a partition without one is read from its beginning. The tail's thread calls it,
     *     and calls it again after a {@link KafkaException}
     */
    public record Later(List<Topic> topics, Supplier<Map<TopicPartition, Long>> offsets) {

        private static final Later NOTHING = new Later(List.of(), Map::of);
    }

    /** A consumer without a group: closing it need not wait for the fetch that waits at the broker. */
    private record Opened(KafkaConsumer<String, byte[]> consumer) implements AutoCloseable {

        @Override
        public void close() {
            consumer.close(CloseOptions.timeout(KafkaClients.CLOSE_WITHIN));
        }
    }

    private TopicTail(
            String name,
            KafkaClients clients,
            List<Topic> topics,
            boolean fromBeginning,
            Consumer<ConsumerRecord<String, byte[]>> handler,
            Consumer<Runnable> around,
            Later later) {
        this.name = name;
        this.config = clients.promptConsumer(name);
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, KafkaClients.LONG_FETCH_MS);
        this.threads = clients.threads();
        this.topics = topics.stream().map(Topic::name).toList();
        this.fromBeginning = fromBeginning;
        this.handler = handler;
        this.around = around;
        this.later = later;
        this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
        this.pulse = new Pulse(name);
    }

    /** Starts to read the records that are written from now on, or all records of topics that do not exist yet. */
    public static TopicTail fromEnd(
            String name, KafkaClients clients, List<Topic> topics, Consumer<ConsumerRecord<String, byte[]>> handler) {
        return fromEnd(name, clients, topics, handler, Runnable::run);
    }

    /**
     * Starts to read the records that are written from now on, or all records of topics that do not exist yet.
     *
     * @param around runs the handling of all records of one poll, at once and on the calling thread
     */
    public static TopicTail fromEnd(
            String name,
            KafkaClients clients,
            List<Topic> topics,
            Consumer<ConsumerRecord<String, byte[]>> handler,
            Consumer<Runnable> around) {
        return start(new TopicTail(name, clients, topics, false, handler, around, Later.NOTHING));
    }

    /** Starts to read all records; {@link #awaitReady} then waits until all that existed at the start were handled. */
    public static TopicTail fromBeginning(
            String name, KafkaClients clients, List<Topic> topics, Consumer<ConsumerRecord<String, byte[]>> handler) {
        return fromBeginning(name, clients, topics, handler, Later.NOTHING);
    }

    /**
     * Starts to read all records; the tail is ready once all that existed at the start were handled, those of the later
     * topics too.
     *
     * @param later the topics that are read afterwards
     */
    public static TopicTail fromBeginning(
            String name,
            KafkaClients clients,
            List<Topic> topics,
            Consumer<ConsumerRecord<String, byte[]>> handler,
            Later later) {
        return start(new TopicTail(name, clients, topics, true, handler, Runnable::run, later));
    }

    private static TopicTail start(TopicTail tail) {
        tail.thread.start();
        tail.threads.add(tail.signs);
        return tail;
    }

    /** Waits until the tail is ready; false when it was not within the time. */
    public boolean awaitReady(Duration atMost) throws InterruptedException {
        return ready.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether the tail is ready and runs. */
    public boolean isReady() {
        return ready.getCount() == 0 && thread.isAlive();
    }

    @Override
    public PartStatus status() {
        if (closed || !thread.isAlive()) {
            return PartStatus.broken(name + " does not read");
        }
        return ready.getCount() == 0
                ? PartStatus.working()
                : PartStatus.catchingUp().with("behind", behind());
    }

    private Object behind() {
        Map<TopicPartition, Long> ends = goal;
        return ends == null
                ? "unknown"
                : ends.entrySet().stream()
                        .mapToLong(end -> Math.max(0, end.getValue() - positions.getOrDefault(end.getKey(), 0L)))
                        .sum();
    }

    /** The status of a tail that its owner starts and stops; {@code tail} is absent while it does not run. */
    public static PartStatus statusOf(@Nullable TopicTail tail) {
        return tail == null ? PartStatus.broken("not running") : tail.status();
    }

    /** The offset up to which all records were handled, or the first offset, of each partition. */
    public Map<TopicPartition, Long> positions() {
        return Map.copyOf(positions);
    }

    /** Whether all records before an offset were handled. */
    public boolean hasHandled(TopicPartition partition, long offset) {
        return positions.getOrDefault(partition, -1L) >= offset;
    }

    /** Waits until all records before an offset were handled; false when they were not within the time. */
    public boolean awaitPosition(TopicPartition partition, long offset, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        synchronized (positions) {
            while (positions.getOrDefault(partition, -1L) < offset) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(positions, left);
            }
            return true;
        }
    }

    private void run() {
        while (!closed) {
            try (Opened opened = new Opened(new KafkaConsumer<>(config))) {
                consumer = opened.consumer();
                read(opened.consumer());
            } catch (WakeupException e) {
                log.debug("{} stops", name);
            } catch (KafkaException e) {
                log.warn("{} cannot reach the cluster, and reads on once it answers: {}", name, e.toString());
                pause();
            }
        }
    }

    private void read(KafkaConsumer<String, byte[]> opened) {
        List<TopicPartition> partitions = begin(opened);
        long lookAgain = System.nanoTime() + LOOK_FOR_PARTITIONS_EVERY.toNanos();
        while (!closed) {
            if (ready.getCount() > 0 && caughtUp(opened, goal)) {
                if (later.topics().isEmpty()) {
                    ready.countDown();
                } else {
                    addLater();
                    partitions = begin(opened);
                }
            }
            ConsumerRecords<String, byte[]> batch = opened.poll(Duration.ofMillis(ready.getCount() > 0 ? 20 : 1_000));
            if (!batch.isEmpty()) {
                around.accept(() -> batch.forEach(this::take));
            }
            pulse.rest();
            // Positions pass transaction markers too, which are no records but count in offsets.
            for (TopicPartition partition : partitions) {
                positions.put(partition, opened.position(partition));
            }
            synchronized (positions) {
                positions.notifyAll();
            }
            if (System.nanoTime() > lookAgain) {
                partitions = follow(opened, partitions);
                lookAgain = System.nanoTime() + LOOK_FOR_PARTITIONS_EVERY.toNanos();
            }
        }
    }

    private void addLater() {
        positions.putAll(later.offsets().get());
        topics = Stream.concat(topics.stream(), later.topics().stream().map(Topic::name))
                .toList();
        later = Later.NOTHING;
    }

    /** Assigns all partitions, and sets the goal to the ends of those that are read from their beginning. */
    private List<TopicPartition> begin(KafkaConsumer<String, byte[]> opened) {
        List<TopicPartition> partitions = allPartitions(opened);
        opened.assign(partitions);
        begin(opened, partitions);
        goal = fromBeginning ? opened.endOffsets(partitions, Duration.ofSeconds(30)) : Map.of();
        return partitions;
    }

    private List<TopicPartition> allPartitions(KafkaConsumer<String, byte[]> opened) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : topics) {
            partitions.addAll(partitionsOf(opened, topic));
        }
        return partitions;
    }

    /** Assigns partitions that were added; the client knows them from its newest metadata. */
    private List<TopicPartition> follow(KafkaConsumer<String, byte[]> opened, List<TopicPartition> known) {
        List<TopicPartition> now = allPartitions(opened);
        if (now.size() <= known.size()) {
            return known;
        }
        log.info("{} reads partitions that were added: {} instead of {}", name, now.size(), known.size());
        opened.assign(now);
        begin(opened, now);
        return now;
    }

    /** The partitions of a topic, which a broker may not know yet after the topic's creation. */
    private List<TopicPartition> partitionsOf(KafkaConsumer<String, byte[]> opened, String topic) {
        while (true) {
            List<PartitionInfo> known = opened.partitionsFor(topic, Duration.ofSeconds(30));
            if (!known.isEmpty()) {
                return known.stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .toList();
            }
            pause();
            if (closed) {
                throw new WakeupException();
            }
        }
    }

    private void pause() {
        synchronized (positions) {
            if (!closed) {
                try {
                    positions.wait(RETRY_MILLIS);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(name + " was interrupted without a reason", e);
                }
            }
        }
    }

    /** Seeks to the positions; a partition without one was added after the start, and is read from its beginning. */
    private void begin(KafkaConsumer<String, byte[]> opened, List<TopicPartition> partitions) {
        List<TopicPartition> fresh = partitions.stream()
                .filter(partition -> !positions.containsKey(partition))
                .toList();
        positions.forEach(opened::seek);
        Map<TopicPartition, Long> offsets = fromBeginning || !positions.isEmpty()
                ? opened.beginningOffsets(fresh, Duration.ofSeconds(30))
                : opened.endOffsets(fresh, Duration.ofSeconds(30));
        offsets.forEach(opened::seek);
        positions.putAll(offsets);
    }

    private static boolean caughtUp(KafkaConsumer<String, byte[]> opened, @Nullable Map<TopicPartition, Long> goal) {
        return goal != null
                && goal.entrySet().stream().allMatch(end -> opened.position(end.getKey()) >= end.getValue());
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        pulse.busy();
        handle(record);
        positions.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
    }

    private void handle(ConsumerRecord<String, byte[]> record) {
        try {
            handler.accept(record);
        } catch (RuntimeException e) {
            log.error(
                    "{} could not handle a record and skips it: {}-{}@{}",
                    name,
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e);
        }
    }

    private List<LifeSign> signs() {
        return List.of(thread.isAlive() ? pulse.sign() : LifeSign.ended(name, "reads no more"));
    }

    @Override
    public void close() {
        threads.remove(signs);
        synchronized (positions) {
            closed = true;
            positions.notifyAll();
        }
        KafkaConsumer<String, byte[]> open = consumer;
        if (open != null) {
            open.wakeup();
        }
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
