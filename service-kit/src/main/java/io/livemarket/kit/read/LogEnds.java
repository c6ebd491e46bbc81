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
 * The ends of a topic's partitions, requested from the broker: for readers of committed records (their last stable
 * offsets), or of all that is written. One request is under way at a time; all callers that come meanwhile share the
 * next one, which is sent after they came.
 */
public final class LogEnds implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LogEnds.class);
    /** The time after which a request has failed. */
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
    /** The {@link System#nanoTime} of the first failed request after the last answered one. */
    private volatile long awaySince;

    private volatile int partitions;
    // Guarded by this.
    private @Nullable CompletableFuture<Map<Integer, Long>> next;
    private boolean closed;
    /** {@link System#nanoTime} of the last request. */
    private long requestedAt;
    // For the thread alone.
    private @Nullable KafkaConsumer<String, byte[]> consumer;
    private List<TopicPartition> assigned = List.of();
    private long assignedAt;

    /** The ends for readers of committed records. Sends no request before the first caller comes. */
    public LogEnds(KafkaClients clients, Topic topic) {
        this(clients, topic, "ends", "read_committed", Duration.ZERO);
    }

    /**
     * The ends for readers of committed records, with at most one request to the broker in each interval for all
     * callers. A caller waits for the rest of the interval, and every caller that comes meanwhile shares the request,
     * which is sent after all of them came.
     *
     * @param apart the interval
     */
    static LogEnds apart(KafkaClients clients, Topic topic, Duration apart) {
        return new LogEnds(clients, topic, "ends-apart-" + topic.name(), "read_committed", apart);
    }

    /**
     * The ends behind everything that is written, whether its transaction has ended or not: a reader of committed
     * records at such an end has read every record that was written before the request, or skipped it as aborted. A
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
     * Requests the ends: partition number → end, from a request sent after this call; fails when the broker does not
     * answer within {@link #REQUEST_TIMEOUT}.
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

    /** The time for which requests have not been answered; zero when the last one was. */
    public Duration unansweredFor() {
        return reachable ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - awaySince);
    }

    /** The number of partitions of the topic; 0 before the first answer. */
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

    /** The consumer, which is created for the first caller: some services hardly request ends. */
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

    /** Waits for callers; returns the future of those that wait for the next request, or null when it is closed. */
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

    /** The milliseconds until the next request may be sent, rounded up. */
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
                log.info("The broker answers requests for the ends of {} again", topic);
            }
            reachable = true;
            asked.complete(Map.copyOf(ends));
        } catch (RuntimeException e) {
            // Any exception: one that is not caught would end the thread, and every read with it.
            if (reachable) {
                log.warn(
                        "The broker does not answer requests for the ends of {}: reads may miss the newest records: {}",
                        topic,
                        e.toString());
                awaySince = System.nanoTime();
            }
            reachable = false;
            asked.completeExceptionally(e);
        }
    }

    /**
     * Assigns all partitions, without a poll, since the client keeps ends of assigned partitions only. Partitions may
     * be added later.
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
