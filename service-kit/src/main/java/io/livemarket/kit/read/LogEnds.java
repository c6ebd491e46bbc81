package io.livemarket.kit.read;

import io.livemarket.events.kafka.Topic;
import io.livemarket.kit.health.LifeSign;
import io.livemarket.kit.health.LifeSigns;
import io.livemarket.kit.kafka.KafkaClients;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ends of a topic's partitions, asked of the broker: for readers of committed records (their last stable offsets),
 * or of all that is written. One request is under way at a time; every caller that came while it was shares the next
 * one, which is sent after they came.
 */
public final class LogEnds implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LogEnds.class);
    /** After this a request failed. */
    static final Duration REQUEST_TIMEOUT = Duration.ofMillis(1_500);

    private static final Duration PARTITIONS_KNOWN_FOR = Duration.ofSeconds(30);

    private final KafkaClients clients;
    private final String topic;
    private final String client;
    private final String isolation;
    private final Duration apart;
    private final Thread thread;
    private final LifeSigns.Source signs = this::signs;
    private volatile boolean reachable = true;
    /** {@link System#nanoTime} of the first request that was not answered since the last one that was. */
    private volatile long awaySince;

    private volatile int partitions;
    // Guarded by this.
    private @Nullable CompletableFuture<Map<Integer, Long>> next;
    private boolean closed;
    /** {@link System#nanoTime} of the last request. */
    private long requestedAt;
    // Of the thread alone.
    private @Nullable KafkaConsumer<String, byte[]> consumer;
    private List<TopicPartition> assigned = List.of();
    private long assignedAt;

    /** Ends for readers of committed records. Asks nothing before the first caller comes. */
    public LogEnds(KafkaClients clients, Topic topic) {
        this(clients, topic, "ends", "read_committed", Duration.ZERO);
    }

    /**
     * Ends for readers of committed records; any number of callers costs the broker one request in each such time at
     * most. A caller waits for the rest of that time, and every caller that comes meanwhile shares the request, which
     * is sent after all of them came.
     */
    static LogEnds apart(KafkaClients clients, Topic topic, Duration apart) {
        return new LogEnds(clients, topic, "ends-apart-" + topic.name(), "read_committed", apart);
    }

    /**
     * Ends behind everything that is written, whether its transaction has ended or not: a reader of committed records
     * that is there has read every record that was written before the request, or passed it over as aborted. A
     * transaction that its producer has committed may not have ended yet in each partition.
     */
    public static LogEnds ofAllWritten(KafkaClients clients, Topic topic) {
        return new LogEnds(clients, topic, "written-" + topic.name(), "read_uncommitted", Duration.ZERO);
    }

    private LogEnds(KafkaClients clients, Topic topic, String client, String isolation, Duration apart) {
        this.apart = apart;
        this.requestedAt = System.nanoTime() - apart.toNanos();
        this.clients = clients;
        this.topic = topic.name();
        this.client = client;
        this.isolation = isolation;
        this.thread = Thread.ofPlatform().daemon().name("ends-" + topic.name()).start(this::run);
        clients.threads().add(signs);
    }

    private List<LifeSign> signs() {
        return List.of(LifeSign.of(thread, "answers no more where the log ends"));
    }

    /**
     * Partition number → end, from a request sent after this call; fails when the broker does not answer within
     * {@link #REQUEST_TIMEOUT}.
     */
    public CompletableFuture<Map<Integer, Long>> ask() {
        synchronized (this) {
            if (closed) {
                return CompletableFuture.failedFuture(new IllegalStateException("Closed"));
            }
            if (next == null) {
                next = new CompletableFuture<>();
                notifyAll();
            }
            return next;
        }
    }

    /** Whether the broker answered the last request; true before the first. */
    boolean isReachable() {
        return reachable;
    }

    /** For how long requests have not been answered; zero when the last one was. */
    public Duration unansweredFor() {
        return reachable ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - awaySince);
    }

    /** How many partitions the topic has; 0 before the first answer. */
    int partitions() {
        return partitions;
    }

    private void run() {
        try {
            for (var asked = take(); asked != null; asked = take()) {
                answer(asked);
            }
        } finally {
            KafkaConsumer<String, byte[]> opened = consumer;
            if (opened != null) {
                opened.close();
            }
        }
    }

    /** Made when the first caller comes: some services are hardly asked. */
    private KafkaConsumer<String, byte[]> open() {
        KafkaConsumer<String, byte[]> opened = consumer;
        if (opened == null) {
            Map<String, Object> config = clients.promptConsumer(client);
            config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
            opened = new KafkaConsumer<>(config);
            consumer = opened;
        }
        return opened;
    }

    /** Those that wait for the next request; null when it is closed. */
    private synchronized @Nullable CompletableFuture<Map<Integer, Long>> take() {
        while (!closed && (next == null || millisLeft() > 0)) {
            try {
                wait(next == null ? 0 : Math.max(1, millisLeft()));
            } catch (InterruptedException e) {
                throw new IllegalStateException(thread.getName() + " is not to be interrupted", e);
            }
        }
        var taken = next;
        next = null;
        requestedAt = System.nanoTime();
        if (closed && taken != null) {
            taken.completeExceptionally(new IllegalStateException("Closed"));
        }
        return closed ? null : taken;
    }

    /** Until a request may follow the last one; rounded up. */
    private long millisLeft() {
        return Math.ceilDiv(requestedAt + apart.toNanos() - System.nanoTime(), 1_000_000L);
    }

    private void answer(CompletableFuture<Map<Integer, Long>> asked) {
        try {
            KafkaConsumer<String, byte[]> opened = open();
            assignAll(opened);
            Map<Integer, Long> ends = new HashMap<>();
            opened.endOffsets(assigned, REQUEST_TIMEOUT)
                    .forEach((partition, end) -> ends.put(partition.partition(), end));
            partitions = ends.size();
            if (!reachable) {
                log.info("The broker answers again how far {} is", topic);
            }
            reachable = true;
            asked.complete(Map.copyOf(ends));
        } catch (RuntimeException e) {
            // Not KafkaException alone: an exception that got out would end the thread, and every read with it.
            if (reachable) {
                log.warn(
                        "The broker does not answer how far {} is; readers go on with what they know: {}",
                        topic,
                        e.toString());
                awaySince = System.nanoTime();
            }
            reachable = false;
            asked.completeExceptionally(e);
        }
    }

    /**
     * Assigned without ever polling, since the client keeps ends of what is assigned only. Partitions may be added
     * later.
     */
    private void assignAll(KafkaConsumer<String, byte[]> opened) {
        long now = System.nanoTime();
        if (!assigned.isEmpty() && now - assignedAt < PARTITIONS_KNOWN_FOR.toNanos()) {
            return;
        }
        List<TopicPartition> found = opened.partitionsFor(topic, REQUEST_TIMEOUT).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        if (found.isEmpty()) {
            throw new TimeoutException(topic + " is not there yet");
        }
        if (found.size() != assigned.size()) {
            opened.assign(found);
        }
        assigned = found;
        assignedAt = now;
    }

    @Override
    public void close() {
        clients.threads().remove(signs);
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            thread.join(Duration.ofSeconds(3));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
