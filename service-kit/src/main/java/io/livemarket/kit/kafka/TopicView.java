package io.livemarket.kit.kafka;

import io.livemarket.events.kafka.Topic;
import io.livemarket.kit.config.Phases;
import io.livemarket.kit.health.Part;
import io.livemarket.kit.health.PartStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps what a service has in memory of a topic up to date: read before what decides and shows starts, and followed from then on. The
 * start fails when the topic cannot be read in time, because without it wrong things would be decided or shown.
 */
public final class TopicView implements SmartLifecycle, Part {

    private static final Duration READY_WITHIN = Duration.ofMinutes(2);

    private final String name;
    private final KafkaClients clients;
    private final TopicProvisioner topics;
    private final Topic topic;
    private final boolean fromBeginning;
    private final Consumer<ConsumerRecord<String, byte[]>> handler;
    private volatile TopicTail tail;

    private TopicView(String name, KafkaClients clients, TopicProvisioner topics, Topic topic, boolean fromBeginning,
            Consumer<ConsumerRecord<String, byte[]>> handler) {
        this.name = name;
        this.clients = clients;
        this.topics = topics;
        this.topic = topic;
        this.fromBeginning = fromBeginning;
        this.handler = handler;
    }

    /** A view of everything that the topic holds. */
    public static TopicView of(String name, KafkaClients clients, TopicProvisioner topics, Topic topic,
            Consumer<ConsumerRecord<String, byte[]>> handler) {
        return new TopicView(name, clients, topics, topic, true, handler);
    }

    /** A view of what is written from its start on. */
    public static TopicView fromNow(String name, KafkaClients clients, TopicProvisioner topics, Topic topic,
            Consumer<ConsumerRecord<String, byte[]>> handler) {
        return new TopicView(name, clients, topics, topic, false, handler);
    }

    @Override
    public void start() {
        topics.provision(List.of(topic));
        TopicTail reading = fromBeginning ? TopicTail.fromBeginning(name, clients, List.of(topic), handler)
                : TopicTail.fromEnd(name, clients, List.of(topic), handler);
        tail = reading;
        try {
            if (!reading.awaitReady(READY_WITHIN)) {
                throw new IllegalStateException(topic.name() + " could not be read within " + READY_WITHIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while reading " + topic.name(), e);
        }
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
     * Waits until everything before the offsets was handled.
     *
     * @param offsets by partition number
     * @param until   of {@link System#nanoTime}
     * @return false where it was not by then, or the view does not run
     */
    public boolean awaitHandled(Map<Integer, Long> offsets, long until) throws InterruptedException {
        TopicTail reading = tail;
        if (reading == null) {
            return false;
        }
        for (Map.Entry<Integer, Long> end : offsets.entrySet()) {
            Duration left = Duration.ofNanos(until - System.nanoTime());
            if (!reading.awaitPosition(new TopicPartition(topic.name(), end.getKey()), end.getValue(), left)) {
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
