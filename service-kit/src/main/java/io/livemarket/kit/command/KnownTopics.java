package io.livemarket.kit.command;

import io.livemarket.events.kafka.Topic;
import io.livemarket.kit.config.Phases;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Has the producer know the topics of commands before the web server takes requests. A producer asks for a topic's
 * partitions with the first record, and on a busy machine that takes longer than it may hold up a caller.
 */
public final class KnownTopics implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(KnownTopics.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Supplier<Collection<Topic>> topics;
    private final Supplier<Producer<String, byte[]>> producer;
    private volatile boolean running;

    /** @param topics those that exist by then */
    public KnownTopics(Supplier<Collection<Topic>> topics, Supplier<Producer<String, byte[]>> producer) {
        this.topics = topics;
        this.producer = producer;
    }

    /**
     * Asks until the cluster answers, for 30 s at the most: a service starts without a cluster, too, and is not ready
     * then.
     */
    @Override
    public void start() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (Topic topic : topics.get()) {
            while (!isKnown(topic) && System.nanoTime() < deadline) {
                log.debug("The partitions of {} are not known yet", topic.name());
            }
        }
        running = true;
    }

    private boolean isKnown(Topic topic) {
        try {
            return !producer.get().partitionsFor(topic.name()).isEmpty();
        } catch (TimeoutException e) {
            return false;
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Phases.ANSWERS + 1;
    }
}
