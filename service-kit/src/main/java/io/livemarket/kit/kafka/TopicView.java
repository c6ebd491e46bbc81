package io.livemarket.kit.kafka;

import io.livemarket.events.kafka.Topic;
import io.livemarket.kit.config.Phases;
import io.livemarket.kit.health.Part;
import io.livemarket.kit.health.PartStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps a service's memory of topics up to date: read before the engines and the read models start, and followed from
 * then on. The start fails when the topics cannot be read in time, because without them wrong decisions and answers
 * would be made.
 */
public final class TopicView implements SmartLifecycle, Part {

    private static final Duration READY_WITHIN = Duration.ofMinutes(2);

    private final TopicProvisioner topics;
    private final List<Topic> read;
    private final Supplier<TopicTail> tails;
    private volatile @Nullable TopicTail tail;

    /**
     * A view that a tail keeps up to date.
     *
     * @param read the topics that the tail reads
     * @param tails starts the tail
     */
    public TopicView(TopicProvisioner topics, List<Topic> read, Supplier<TopicTail> tails) {
        this.topics = topics;
        this.read = read;
        this.tails = tails;
    }

    /** A view of all records of a topic. */
    public static TopicView of(
            String name,
            KafkaClients clients,
            TopicProvisioner topics,
            Topic topic,
            Consumer<ConsumerRecord<String, byte[]>> handler) {
        return new TopicView(
                topics, List.of(topic), () -> TopicTail.fromBeginning(name, clients, List.of(topic), handler));
    }

    /** A view of the records that are written from its start on. */
    public static TopicView fromNow(
            String name,
            KafkaClients clients,
            TopicProvisioner topics,
            Topic topic,
            Consumer<ConsumerRecord<String, byte[]>> handler) {
        return new TopicView(topics, List.of(topic), () -> TopicTail.fromEnd(name, clients, List.of(topic), handler));
    }

    @Override
    public void start() {
        topics.provision(read);
        TopicTail reading = tails.get();
        tail = reading;
        try {
            if (!reading.awaitReady(READY_WITHIN)) {
                throw new IllegalStateException(names() + " could not be read within " + READY_WITHIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while reading " + names(), e);
        }
    }

    private String names() {
        return read.stream().map(Topic::name).collect(Collectors.joining(" and "));
    }

    @Override
    public void stop() {
        TopicTail reading = tail;
        tail = null;
        if (reading != null) {
            reading.close();
        }
    }

    @Override
    public boolean isRunning() {
        return tail != null;
    }

    @Override
    public int getPhase() {
        return Phases.VIEWS;
    }

    /**
     * Waits until all records before the offsets were handled, of the first topic that is read.
     *
     * @param offsets the offsets by partition number
     * @param until the end of the wait, of {@link System#nanoTime}
     * @return false where they were not handled by then, or the view does not run
     */
    public boolean awaitHandled(Map<Integer, Long> offsets, long until) throws InterruptedException {
        TopicTail reading = tail;
        if (reading == null) {
            return false;
        }
        for (Map.Entry<Integer, Long> end : offsets.entrySet()) {
            Duration left = Duration.ofNanos(until - System.nanoTime());
            if (!reading.awaitPosition(
                    new TopicPartition(read.getFirst().name(), end.getKey()), end.getValue(), left)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public PartStatus status() {
        return TopicTail.statusOf(tail);
    }
}
