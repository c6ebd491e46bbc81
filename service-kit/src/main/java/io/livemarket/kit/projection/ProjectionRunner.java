package io.livemarket.kit.projection;

import com.mongodb.MongoException;
import io.livemarket.events.kafka.Topic;
import io.livemarket.kit.config.Phases;
import io.livemarket.kit.health.LifeSign;
import io.livemarket.kit.health.LifeSigns;
import io.livemarket.kit.health.Part;
import io.livemarket.kit.health.PartStatus;
import io.livemarket.kit.kafka.ClusterAnswers;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
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
 * Feeds a projection from a topic. It begins at the offsets in the store, not at the consumer group's; an outage of the
 * store blocks the partition and is retried for as long as it lasts; a record that no consumer can read goes to the
 * dead letter topic.
 */
public final class ProjectionRunner implements SmartLifecycle, Part {

    private static final Logger log = LoggerFactory.getLogger(ProjectionRunner.class);
    /**
     * The longest poll; also the longest time in which a store that lost writes is not noticed while no record comes.
     */
    private static final Duration POLL_FOR = Duration.ofSeconds(1);

    private static final Duration STORE_ANSWERS_WITHIN = Duration.ofSeconds(60);
    /**
     * The size of a large batch, after which more records are likely to come, so that the documents of several can be
     * written at once.
     */
    private static final int MANY = 20;
    /** The pause after a smaller batch: records that come within this time are fetched and written together. */
    private static final Duration SHORT_PAUSE = Duration.ofMillis(50);

    private static final Duration SKIPPING_PAUSE = Duration.ofMillis(250);

    private static final long LOOK_AT_THE_STORE_EVERY_NANOS =
            Duration.ofSeconds(5).toNanos();

    private final Projection projection;
    private final Topic topic;
    private final TopicProvisioner topics;
    private final AppliedOffsets offsets;
    private final DeadLetters deadLetters;
    private final Incidents incidents;
    private final ConcurrentMessageListenerContainer<String, byte[]> container;
    private final WantedOffsets wanted;
    private final Progress progress;
    private final Runnable prepare;
    private final Duration pause;
    private final Duration shortPause;
    private final LifeSigns threads;
    private final LifeSigns.Source signs = this::signs;
    /** The positions in the store, for the consumer's thread alone. */
    private final Map<TopicPartition, Long> saved = new HashMap<>();

    private final PendingBatch pending;
    private long lookedAt = System.nanoTime();

    /**
     * The settings of a runner.
     *
     * @param maxBatch the most records of a batch
     * @param pause the time in which records gather after a large batch, unless a reader waits
     * @param shortPause the time in which records gather after a small batch, unless a reader waits
     * @param prepare creates the indexes; run at each assignment
     */
    public record Settings(int maxBatch, Duration pause, Duration shortPause, Runnable prepare) {

        /** Settings with at most 50 ms of the pause after a small batch. */
        public Settings(int maxBatch, Duration pause, Runnable prepare) {
            this(maxBatch, pause, pause.compareTo(SHORT_PAUSE) < 0 ? pause : SHORT_PAUSE, prepare);
        }

        /** Settings of a projection that skips nearly all records, so that a batch costs more than its records. */
        public static Settings skipping(Runnable prepare) {
            return new Settings(4_000, SKIPPING_PAUSE, SKIPPING_PAUSE, prepare);
        }
    }

    ProjectionRunner(Projection projection, Topic topic, Projections with, Settings settings) {
        this.prepare = settings.prepare();
        this.pause = settings.pause();
        this.shortPause = settings.shortPause();
        this.projection = projection;
        this.topic = topic;
        this.topics = with.topics();
        this.offsets = new AppliedOffsets(with.database(), projection.name());
        this.wanted = new WantedOffsets(with.database(), projection.name());
        this.progress = new Progress(topic.name(), offsets, wanted, with.store());
        this.deadLetters = new DeadLetters(topic, projection.name(), with.producer());
        this.incidents = new Incidents(projection.name(), with.database(), deadLetters, with.meters(), this::throttle);
        this.pending = new PendingBatch(
                projection.name(),
                with.meters(),
                System::nanoTime,
                () -> !progress.applied().isEmpty());
        this.threads = with.clients().threads();
        this.container = container(with.clients(), settings.maxBatch());
    }

    private ConcurrentMessageListenerContainer<String, byte[]> container(KafkaClients clients, int maxBatch) {
        Map<String, Object> config = clients.member(projection.name(), projection.name());
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxBatch);
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, KafkaClients.MEMBER_FETCH_MS);
        ContainerProperties properties = new ContainerProperties(topic.name());
        properties.setGroupId(projection.name());
        properties.setMessageListener((BatchConsumerAwareMessageListener<String, byte[]>) this::listen);
        properties.setConsumerRebalanceListener(new Positions());
        properties.setStopImmediate(true);
        properties.setShutdownTimeout(5_000);
        properties.setPollTimeout(POLL_FOR.toMillis());
        var consumers = new DefaultKafkaConsumerFactory<String, byte[]>(config);
        consumers.addPostProcessor(consumer -> ObservedConsumer.of(consumer, this::beforePoll));
        var created = new ConcurrentMessageListenerContainer<>(consumers, properties);
        ExponentialBackOff backOff = new ExponentialBackOff(200, 2);
        backOff.setMaxInterval(Duration.ofSeconds(5).toMillis());
        DefaultErrorHandler retries = new DefaultErrorHandler(backOff);
        retries.setLogLevel(org.springframework.kafka.KafkaException.Level.WARN);
        created.setCommonErrorHandler(retries);
        created.setBeanName(projection.name());
        return created;
    }

    /**
     * Saves and shows the positions before a poll. All records of earlier polls are applied then, unless a batch waits
     * for a retry. Positions past the last batch are those of transaction markers; readers at other instances wait for
     * them too.
     */
    private void beforePoll(Consumer<?, ?> consumer, Map<TopicPartition, Long> positions) {
        if (pending.isThere()) {
            return;
        }
        Map<TopicPartition, Long> moved = new HashMap<>(positions);
        moved.entrySet().removeIf(position -> saved.getOrDefault(position.getKey(), 0L) >= position.getValue());
        Map<TopicPartition, Long> applied = new HashMap<>(positions);
        try {
            applied.keySet().removeAll(save(consumer, moved));
            applied.keySet().removeAll(lookAtTheStore(consumer));
        } catch (MongoException e) {
            log.warn(
                    "{} could not save its positions and retries with its next poll: readers at other instances wait: {}",
                    projection.name(),
                    e.toString());
        }
        progress.advance(applied);
    }

    /**
     * Saves positions.
     *
     * @return the partitions that are set back instead, since the store lost writes
     */
    private Collection<TopicPartition> save(Consumer<?, ?> consumer, Map<TopicPartition, Long> next) {
        if (next.isEmpty()) {
            return List.of();
        }
        Map<TopicPartition, Long> lost = offsets.save(next, saved);
        Map<TopicPartition, Long> written = new HashMap<>(next);
        written.keySet().removeAll(lost.keySet());
        saved.putAll(written);
        goBack(consumer, lost);
        return lost.keySet();
    }

    /**
     * Compares the store with the known positions: it may also have lost those of partitions of which nothing is saved
     * for a while.
     *
     * @return the partitions that are set back
     */
    private Collection<TopicPartition> lookAtTheStore(Consumer<?, ?> consumer) {
        long returns = progress.storeReturns();
        if (System.nanoTime() - lookedAt < LOOK_AT_THE_STORE_EVERY_NANOS && !progress.isStoreInDoubt()) {
            return List.of();
        }
        Map<TopicPartition, Long> lost = offsets.lost(saved, List.copyOf(saved.keySet()));
        lookedAt = System.nanoTime();
        goBack(consumer, lost);
        progress.compared(returns);
        return lost.keySet();
    }

    /**
     * Sets partitions back to the offsets in the store. A store that was restored to an earlier state has documents and
     * offsets of that time, from which on records are applied again.
     */
    private void goBack(Consumer<?, ?> consumer, Map<TopicPartition, Long> lost) {
        if (!lost.isEmpty()) {
            log.warn(
                    "The store of {} has lost its newest writes: records are applied again from {}",
                    projection.name(),
                    lost);
        }
        lost.forEach((partition, offset) -> {
            goTo(consumer, partition, offset);
            know(partition, offset);
        });
    }

    /** Notes the offset in the store, except for 0, which stands for a partition without a document of its own. */
    private void know(TopicPartition partition, long stored) {
        if (stored > 0) {
            saved.put(partition, stored);
        }
    }

    private void goTo(Consumer<?, ?> consumer, TopicPartition partition, long offset) {
        consumer.seek(partition, offset);
        saved.remove(partition);
        progress.rewind(partition, offset);
    }

    private void listen(List<ConsumerRecord<String, byte[]>> batch, @Nullable Consumer<?, ?> consumer) {
        if (consumer == null) {
            throw new IllegalStateException("The listener container gave no consumer with a batch");
        }
        apply(batch, consumer);
    }

    private void apply(List<ConsumerRecord<String, byte[]>> batch, Consumer<?, ?> consumer) {
        boolean again = pending.isThere();
        pending.attempt();
        if (applyInOrder(batch, consumer)) {
            Map<TopicPartition, Long> next = new HashMap<>();
            for (ConsumerRecord<String, byte[]> record : batch) {
                next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
            }
            if (!again) {
                countMarkers(next, consumer);
            }
            next.keySet().removeAll(save(consumer, next));
            boolean live = progress.isCaughtUp();
            progress.advance(next);
            if (live) {
                incidents.applied(batch);
            }
        }
        pending.end();
        progress.pause((batch.size() >= MANY ? pause : shortPause).toNanos());
    }

    /**
     * Moves positions past transaction markers, after the first attempt of a batch alone: polls between two attempts
     * may have moved the consumer beyond the batch.
     */
    private static void countMarkers(Map<TopicPartition, Long> next, Consumer<?, ?> consumer) {
        next.replaceAll((partition, offset) -> Math.max(offset, consumer.position(partition)));
    }

    private void throttle(long workedNanos) {
        if (!pause.isZero()) {
            progress.pause(Math.min(workedNanos, pause.toNanos()));
        }
    }

    /** Whether the batch is applied; false when its records are read again. */
    private boolean applyInOrder(List<ConsumerRecord<String, byte[]>> batch, Consumer<?, ?> consumer) {
        List<ConsumerRecord<String, byte[]>> rest = batch;
        while (!rest.isEmpty()) {
            try {
                projection.apply(rest, incidents);
                break;
            } catch (ReadModelBehind e) {
                beginAnew(batch, consumer, e);
                return false;
            } catch (UnreadableRecordAt e) {
                incidents.unreadable(rest.get(e.index()), e.reason());
                rest = rest.subList(e.index() + 1, rest.size());
            } catch (RuntimeException e) {
                log.warn("{} cannot write its read model and retries the batch: {}", projection.name(), e.toString());
                throw new ListenerExecutionFailedException("read model not written", e);
            }
        }
        return true;
    }

    /**
     * Sets the partition of a gap back to the offset in the store, or to its first record, and the others to the
     * beginning of this batch.
     */
    private void beginAnew(List<ConsumerRecord<String, byte[]>> batch, Consumer<?, ?> consumer, ReadModelBehind gap) {
        List<TopicPartition> partitions = batch.stream()
                .map(record -> new TopicPartition(record.topic(), record.partition()))
                .distinct()
                .toList();
        Map<TopicPartition, Long> lost = offsets.lost(saved, partitions);
        goBack(consumer, lost);
        for (TopicPartition partition : partitions) {
            if (!lost.containsKey(partition) && partition.partition() == gap.partition()) {
                log.warn(
                        "{} applies {} again from its first record, because of a gap: {}",
                        projection.name(),
                        partition,
                        gap.getMessage());
                incidents.replaying(partition, gap);
                goTo(consumer, partition, 0);
            } else if (!lost.containsKey(partition)) {
                goTo(consumer, partition, progress.applied().getOrDefault(partition, 0L));
            }
        }
    }

    /**
     * The applied positions of this instance: the offset after the last record of each partition, or after the markers
     * behind it.
     */
    public Map<TopicPartition, Long> applied() {
        return progress.applied();
    }

    /** The topic of the projection. */
    public Topic topic() {
        return topic;
    }

    /** Whether this instance applies the partition of that number. */
    public boolean owns(int partition) {
        return progress.owns(partition);
    }

    /** Waits until a record is applied here, or for the given time. */
    public void awaitProgress(Duration atMost) throws InterruptedException {
        progress.awaitChange(atMost);
    }

    /**
     * Waits until all records before the offsets are applied, by any instance.
     *
     * @param wanted partition number → offset
     * @return false when they were not within the time
     */
    public boolean awaitApplied(Map<Integer, Long> wanted, Duration atMost) throws InterruptedException {
        return Progress.reaches(progress.await(wanted, atMost), wanted);
    }

    /** Waits as {@link #awaitApplied} does, and returns the position of each of the partitions at that time. */
    public Map<Integer, Long> awaitPositions(Map<Integer, Long> wanted, Duration atMost) throws InterruptedException {
        return progress.await(wanted, atMost);
    }

    /** Whether it runs and has applied all records that existed when its partitions were assigned. */
    public boolean isCaughtUp() {
        return container.isChildRunning() && progress.isCaughtUp();
    }

    /**
     * The status: working, or catching up with the number of records that are not applied yet, or broken when it does
     * not run.
     */
    @Override
    public PartStatus status() {
        if (isCaughtUp()) {
            return PartStatus.working();
        }
        if (!container.isChildRunning()) {
            return PartStatus.broken("not running");
        }
        return PartStatus.catchingUp().with("behind", progress.isAssigned() ? progress.behind() : "unknown");
    }

    @Override
    public void start() {
        topics.provision(List.of(topic, deadLetters.topic()));
        container.start();
        threads.add(signs);
    }

    /**
     * The sign of a container that ended: after an error, or where the cluster denies it the topic. The container's own
     * retries are no fault.
     */
    private List<LifeSign> signs() {
        return container.isChildRunning()
                ? List.of()
                : List.of(LifeSign.ended(projection.name(), "applies no more events"));
    }

    @Override
    public void stop() {
        threads.remove(signs);
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

    /** Begins with assigned partitions at the offsets in the store. */
    private final class Positions implements ConsumerAwareRebalanceListener {

        @Override
        public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
            Map<TopicPartition, Long> next = loadPatiently(partitions);
            Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
            next.forEach((partition, offset) -> {
                long beginning = ClusterAnswers.entry(first, partition);
                long goal = ClusterAnswers.entry(end, partition);
                long begin = Math.clamp(offset, beginning, goal);
                consumer.seek(partition, begin);
                saved.remove(partition);
                if (begin == offset) {
                    know(partition, begin);
                }
                int count = consumer.partitionsFor(partition.topic()).size();
                progress.begin(partition, begin, goal, count);
                if (begin == beginning) {
                    incidents.replaying(partition, goal - 1);
                }
                pending.end();
            });
            forgetWhatIsPastTheEnd(next, end);
            progress.assigned();
        }

        /**
         * Corrects offsets past the end of the log. A topic that was created again begins at 0, and the saved offsets
         * of the former one would answer readers too early.
         */
        private void forgetWhatIsPastTheEnd(Map<TopicPartition, Long> stored, Map<TopicPartition, Long> end) {
            Map<TopicPartition, Long> past = new HashMap<>(end);
            past.entrySet().removeIf(partition -> stored.getOrDefault(partition.getKey(), 0L) <= partition.getValue());
            if (past.isEmpty()) {
                return;
            }
            log.warn(
                    "{} had applied offsets past the end of the log, which was created again or copied: it goes on from the end: {}",
                    projection.name(),
                    past);
            try {
                offsets.correct(past);
                wanted.forget(
                        past.keySet().stream().map(TopicPartition::partition).toList());
            } catch (MongoException e) {
                log.warn(
                        "{} could not correct its positions: its next batch does: {}", projection.name(), e.toString());
            }
        }

        private Map<TopicPartition, Long> loadPatiently(Collection<TopicPartition> partitions) {
            return StoredPositions.load(
                    projection.name(),
                    () -> {
                        prepare.run();
                        return offsets.load(partitions);
                    },
                    STORE_ANSWERS_WITHIN,
                    container::isRunning,
                    () -> partitions.stream().collect(java.util.stream.Collectors.toMap(p -> p, p -> 0L)));
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
            progress.forget(partitions);
            incidents.forget(partitions);
            saved.keySet().removeAll(partitions);
        }
    }
}
