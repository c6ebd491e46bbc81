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
 * Loads the partitions of the topics of commands into the producer before the web server accepts requests. A producer
 * asks for the partitions of a topic with the first record, and on a busy machine that takes longer than a caller may
 * be delayed.
 */
public final class KnownTopics implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(KnownTopics.class);
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(30);

    private final Supplier<Collection<Topic>> topics;
    private final Supplier<Producer<String, byte[]>> producer;
    private volatile boolean running;

    /** @param topics the topics, which exist at the start */
    public KnownTopics(Supplier<Collection<Topic>> topics, Supplier<Producer<String, byte[]>> producer) {
        this.topics = topics;
        this.producer = producer;
    }

    /**
     * Repeats the request until the cluster answers, for 30 s at most: a service also starts without a cluster, and is
     * not ready then.
     */
    @Override
    public void start() {
        long deadline = System.nanoTime() + RESPONSE_TIMEOUT.toNanos();
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
