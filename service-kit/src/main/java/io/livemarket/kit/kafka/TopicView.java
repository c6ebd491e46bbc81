package io.livemarket.kit.kafka;

import io.livemarket.events.kafka.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Keeps a service's memory of topics up to date: read before the engines and the read models start, and followed from
 * then on. The start fails when the topics cannot be read in time, because without them wrong decisions and answers
 * would be made.
 */
public final class TopicView extends FollowedTopics {

    private static final Duration READY_WITHIN = Duration.ofMinutes(2);

    private final List<Topic> read;
    private final Supplier<TopicTail> tails;

    /**
     * A view that a tail keeps up to date.
     *
     * @param read the topics that the tail reads
     * @param tails starts the tail
     */
    public TopicView(TopicProvisioner topics, List<Topic> read, Supplier<TopicTail> tails) {
        super(topics, read);
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
    protected List<TopicTail> follow() {
        return List.of(tails.get());
    }

    @Override
    protected void begun() {
        requireReady(READY_WITHIN);
    }

    /**
     * Waits until all records before the offsets were handled, of the first topic that is read.
     *
     * @param offsets the offsets by partition number
     * @param until the end of the wait, of {@link System#nanoTime}
     * @return false where they were not handled by then, or the view does not run
     */
    public boolean awaitHandled(Map<Integer, Long> offsets, long until) throws InterruptedException {
        if (!isRunning()) {
            return false;
        }
        for (Map.Entry<Integer, Long> end : offsets.entrySet()) {
            Duration left = Duration.ofNanos(until - System.nanoTime());
            if (!awaitPosition(new TopicPartition(read.getFirst().name(), end.getKey()), end.getValue(), left)) {
                return false;
            }
        }
        return true;
    }
}
