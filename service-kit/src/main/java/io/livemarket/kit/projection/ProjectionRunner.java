package io.livemarket.kit.projection;

import com.mongodb.client.MongoDatabase;
import io.livemarket.events.kafka.Topic;
import io.livemarket.kit.config.Phases;
import io.livemarket.kit.health.Part;
import io.livemarket.kit.health.PartStatus;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.BatchConsumerAwareMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.ListenerExecutionFailedException;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Feeds a projection. It begins where the store says that it is, not where the group is; an outage of the store blocks the
 * partition and is tried again for as long as it lasts; a record that nobody can read goes to the dead letter topic.
 */
public final class ProjectionRunner implements SmartLifecycle, Part {

    private static final Logger log = LoggerFactory.getLogger(ProjectionRunner.class);
    /** A batch of so many says that more are coming, and that the documents of several can be written at once. */
    private static final int MANY = 20;

    private final Projection projection;
    private final Topic topic;
    private final TopicProvisioner topics;
    private final AppliedOffsets offsets;
    private final DeadLetters deadLetters;
    private final ConcurrentMessageListenerContainer<String, byte[]> container;
    private final Map<TopicPartition, Long> applied = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> goals = new ConcurrentHashMap<>();
    private final Runnable prepare;
    private final Duration pause;
    /** How many wait for something to be applied here; guarded by {@link #applied}. */
    private int waiting;
    private volatile boolean assigned;
    /** Of the consumer's thread alone. */
    private boolean unapplied;

    /**
     * @param maxBatch records handed over at once, at most
     * @param pause    how long records gather after a large batch, unless somebody waits for one of them
     * @param prepare  makes the indexes; run at each assignment
     */
    public ProjectionRunner(Projection projection, Topic topic, MongoDatabase database, KafkaClients clients,
            TopicProvisioner topics, Producer<String, byte[]> producer, int maxBatch, Duration pause,
            Runnable prepare) {
        this.prepare = prepare;
        this.pause = pause;
        this.projection = projection;
        this.topic = topic;
        this.topics = topics;
        this.offsets = new AppliedOffsets(database, projection.name());
        this.deadLetters = new DeadLetters(topic, producer);
        this.container = container(clients, maxBatch);
    }

    private ConcurrentMessageListenerContainer<String, byte[]> container(KafkaClients clients, int maxBatch) {
        Map<String, Object> config = clients.consumer(projection.name());
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxBatch);
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_500);
        ContainerProperties properties = new ContainerProperties(topic.name());
        properties.setGroupId(projection.name());
        properties.setMessageListener((BatchConsumerAwareMessageListener<String, byte[]>) this::apply);
        properties.setConsumerRebalanceListener(new Positions());
        properties.setStopImmediate(true);
        properties.setShutdownTimeout(5_000);
        var consumers = new DefaultKafkaConsumerFactory<String, byte[]>(config);
        consumers.addPostProcessor(consumer -> ObservedConsumer.of(consumer, this::asksForMore));
        var created = new ConcurrentMessageListenerContainer<>(consumers, properties);
        ExponentialBackOff backOff = new ExponentialBackOff(200, 2);
        backOff.setMaxInterval(Duration.ofSeconds(5).toMillis());
        DefaultErrorHandler retries = new DefaultErrorHandler(backOff);
        retries.setLogLevel(org.springframework.kafka.KafkaException.Level.WARN);
        created.setCommonErrorHandler(retries);
        created.setBeanName(projection.name());
        return created;
    }

    /** Whatever was handed out before is applied now, unless a batch waits to be tried again. */
    private void asksForMore(Map<TopicPartition, Long> positions) {
        if (!unapplied) {
            progressed(positions);
        }
    }

    private void apply(List<ConsumerRecord<String, byte[]>> batch, Consumer<?, ?> consumer) {
        unapplied = true;
        applyInOrder(batch, consumer);
        unapplied = false;
        if (batch.size() >= MANY) {
            gather();
        }
    }

    private void gather() {
        pauseFor(pause.toNanos());
    }

    private void rest(long workedNanos) {
        if (!pause.isZero()) {
            pauseFor(Math.min(workedNanos, pause.toNanos()));
        }
    }

    /** Until that time is over, or somebody waits for something to be applied. Whoever catches up does not pause. */
    private void pauseFor(long nanos) {
        long deadline = System.nanoTime() + nanos;
        synchronized (applied) {
            while (waiting == 0 && isCaughtUp()) {
                long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
                if (left <= 0) {
                    return;
                }
                try {
                    applied.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    private void applyInOrder(List<ConsumerRecord<String, byte[]>> batch, Consumer<?, ?> consumer) {
        List<ConsumerRecord<String, byte[]>> rest = batch;
        while (!rest.isEmpty()) {
            try {
                projection.apply(rest, this::rest);
                break;
            } catch (ReadModelBehind e) {
                log.warn("{} begins anew: {}", projection.name(), e.getMessage());
                batch.stream().map(r -> new TopicPartition(r.topic(), r.partition())).distinct()
                        .forEach(partition -> beginAnew(consumer, partition, e.partition()));
                return;
            } catch (UnreadableRecordAt e) {
                deadLetters.send(rest.get(e.index()), e);
                rest = rest.subList(e.index() + 1, rest.size());
            } catch (RuntimeException e) {
                log.warn("{} can't write its read model and tries again: {}", projection.name(), e.toString());
                throw new ListenerExecutionFailedException("read model not written", e);
            }
        }
        Map<TopicPartition, Long> next = new HashMap<>();
        for (ConsumerRecord<String, byte[]> record : batch) {
            next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
        }
        offsets.save(next);
        progressed(next);
    }

    /** Reads the broken partition from its first record, and of the others what this batch held once more. */
    private void beginAnew(Consumer<?, ?> consumer, TopicPartition partition, int broken) {
        long from = partition.partition() == broken ? 0 : applied.getOrDefault(partition, 0L);
        consumer.seek(partition, from);
        applied.put(partition, from);
    }

    private void progressed(Map<TopicPartition, Long> next) {
        synchronized (applied) {
            applied.putAll(next);
            applied.notifyAll();
        }
    }

    /** What this instance applied, and so may be waited for here: the offset after the last record of each partition. */
    public Map<TopicPartition, Long> applied() {
        return Map.copyOf(applied);
    }

    /** Waits until something more is applied here, or for the time given. */
    public void awaitProgress(Duration atMost) throws InterruptedException {
        synchronized (applied) {
            waiting++;
            applied.notifyAll();
            try {
                applied.wait(atMost.toMillis());
            } finally {
                waiting--;
            }
        }
    }

    /**
     * Waits until everything before the offsets given is applied, by whichever instance.
     *
     * @param wanted partition number → offset
     * @return false when it was not by then
     */
    public boolean awaitApplied(Map<Integer, Long> wanted, Duration atMost) throws InterruptedException {
        synchronized (applied) {
            waiting++;
            applied.notifyAll();
        }
        try {
            return awaitAll(wanted, atMost);
        } finally {
            synchronized (applied) {
                waiting--;
            }
        }
    }

    private boolean awaitAll(Map<Integer, Long> wanted, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        Map<TopicPartition, Long> missing = new HashMap<>();
        wanted.forEach((partition, offset) -> missing.put(new TopicPartition(topic.name(), partition), offset));
        while (true) {
            synchronized (applied) {
                missing.entrySet().removeIf(e -> applied.getOrDefault(e.getKey(), 0L) >= e.getValue());
                if (missing.isEmpty()) {
                    return true;
                }
                long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
                if (left <= 0) {
                    return false;
                }
                applied.wait(Math.min(left, 50));
            }
            var elsewhere = missing.keySet().stream().filter(partition -> !applied.containsKey(partition)).toList();
            if (!elsewhere.isEmpty()) {
                offsets.load(elsewhere).forEach((partition, next) -> {
                    if (next >= missing.getOrDefault(partition, 0L)) {
                        missing.remove(partition);
                    }
                });
            }
        }
    }

    /** Whether it runs and has applied everything that was there when its partitions were assigned. */
    public boolean isCaughtUp() {
        return assigned && container.isRunning() && goals.entrySet().stream()
                .allMatch(goal -> applied.getOrDefault(goal.getKey(), 0L) >= goal.getValue());
    }

    /** Working, or catching up with the number of records that are still to be applied, or broken when it does not run. */
    @Override
    public PartStatus status() {
        if (isCaughtUp()) {
            return PartStatus.working();
        }
        if (!container.isRunning()) {
            return PartStatus.broken("not running");
        }
        long behind = goals.entrySet().stream()
                .mapToLong(goal -> Math.max(0, goal.getValue() - applied.getOrDefault(goal.getKey(), 0L))).sum();
        return PartStatus.catchingUp().with("behind", assigned ? behind : "unknown");
    }

    @Override
    public void start() {
        topics.provision(List.of(topic, deadLetters.topic()));
        container.start();
    }

    @Override
    public void stop() {
        container.stop();
    }

    @Override
    public boolean isRunning() {
        return container.isRunning();
    }

    @Override
    public int getPhase() {
        return Phases.PROJECTIONS;
    }

    /** Begins where the store is. */
    private final class Positions implements ConsumerAwareRebalanceListener {

        @Override
        public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
            Map<TopicPartition, Long> next = loadPatiently(partitions);
            Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
            next.forEach((partition, offset) -> {
                long begin = Math.clamp(offset, first.get(partition), end.get(partition));
                consumer.seek(partition, begin);
                applied.put(partition, begin);
                unapplied = false;
                goals.put(partition, end.get(partition));
            });
            assigned = true;
        }

        private Map<TopicPartition, Long> loadPatiently(Collection<TopicPartition> partitions) {
            try {
                prepare.run();
                return offsets.load(partitions);
            } catch (com.mongodb.MongoException e) {
                // Applying everything again is always right, and by then the store may be back.
                log.warn("The store does not say how far {} is; it begins anew: {}", projection.name(), e.toString());
                return partitions.stream().collect(java.util.stream.Collectors.toMap(p -> p, p -> 0L));
            }
        }

        @Override
        public void onPartitionsRevokedAfterCommit(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
            forget(partitions);
        }

        @Override
        public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
            forget(partitions);
        }

        private void forget(Collection<TopicPartition> partitions) {
            partitions.forEach(partition -> {
                applied.remove(partition);
                goals.remove(partition);
            });
        }
    }
}
