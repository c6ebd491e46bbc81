package io.livemarket.kit.kafka;

import io.livemarket.events.kafka.Topic;
import io.livemarket.kit.config.Phases;
import io.livemarket.kit.health.Part;
import io.livemarket.kit.health.PartStatus;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.springframework.context.SmartLifecycle;

/**
 * A part of a service that follows topics with tails: it creates the topics that are missing, starts the tails with the
 * service, and closes them with it. {@link Phases#VIEWS} is its phase unless it names another one.
 */
public abstract class FollowedTopics implements SmartLifecycle, Part {

    private final TopicProvisioner topics;
    private final Collection<Topic> needed;
    /** Empty while the part does not run. */
    private volatile List<TopicTail> tails = List.of();

    /** @param needed the topics that exist once the part has started */
    protected FollowedTopics(TopicProvisioner topics, Collection<Topic> needed) {
        this.topics = topics;
        this.needed = needed;
    }

    /** Starts the tails, one at least. */
    protected abstract List<TopicTail> follow();

    /** Called at the start, once the tails read; the parts of later phases start after it. */
    protected void begun() {}

    /** The tails; empty while the part does not run. */
    protected final List<TopicTail> tails() {
        return tails;
    }

    /** Whether all tails are ready and run. */
    public final boolean isReady() {
        List<TopicTail> reading = tails;
        return !reading.isEmpty() && reading.stream().allMatch(TopicTail::isReady);
    }

    /**
     * Waits until all tails are ready.
     *
     * @param each the longest wait for each tail
     * @return false when one is not ready by then, or the thread is interrupted
     */
    protected final boolean awaitReady(Duration each) {
        try {
            for (TopicTail tail : tails) {
                if (!tail.awaitReady(each)) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Waits until all tails are ready, for a part without which the service must not start.
     *
     * @throws IllegalStateException when one is not ready in time
     */
    protected final void requireReady(Duration each) {
        if (!awaitReady(each)) {
            throw new IllegalStateException(names() + " could not be read within " + each);
        }
    }

    /**
     * Waits until the first tail has handled all records before an offset.
     *
     * @return false when they were not handled within the time, or the part does not run
     */
    protected final boolean awaitPosition(TopicPartition partition, long offset, Duration atMost)
            throws InterruptedException {
        List<TopicTail> reading = tails;
        return !reading.isEmpty() && reading.getFirst().awaitPosition(partition, offset, atMost);
    }

    private String names() {
        return needed.stream().map(Topic::name).collect(Collectors.joining(" and "));
    }

    @Override
    public final void start() {
        topics.provision(needed);
        tails = follow();
        begun();
    }

    @Override
    public final void stop() {
        List<TopicTail> reading = tails;
        tails = List.of();
        reading.forEach(TopicTail::close);
    }

    @Override
    public final boolean isRunning() {
        return !tails.isEmpty();
    }

    @Override
    public int getPhase() {
        return Phases.VIEWS;
    }

    /** The worst status of the tails. */
    @Override
    public PartStatus status() {
        return tails.stream()
                .map(TopicTail::status)
                .reduce(PartStatus::worse)
                .orElseGet(() -> TopicTail.statusOf(null));
    }
}
