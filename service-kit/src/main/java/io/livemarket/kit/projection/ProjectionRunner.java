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
 * Feeds a projection. It begins where the store says that it is, not where the group is; an outage of the store blocks
 * the partition and is tried again for as long as it lasts; a record that nobody can read goes to the dead letter
 * topic.
 */
public final class ProjectionRunner implements SmartLifecycle, Part {

    private static final Logger log = LoggerFactory.getLogger(ProjectionRunner.class);
    /** Also how late it may notice, while nothing is written, that the store came back with less. */
    private static final Duration POLL_FOR = Duration.ofSeconds(1);

    private static final Duration STORE_ANSWERS_WITHIN = Duration.ofSeconds(60);
    /** A batch of so many says that more are coming, and that the documents of several can be written at once. */
    private static final int MANY = 20;
    /** After a smaller batch: what follows within this time is fetched and written together. */
    private static final long SHORT_PAUSE_NANOS = Duration.ofMillis(50).toNanos();

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
    private final LifeSigns threads;
    private final LifeSigns.Source signs = this::signs;
    /** The positions that the store has, of the consumer's thread alone. */
    private final Map<TopicPartition, Long> saved = new HashMap<>();

    private final PendingBatch pending;
    private long lookedAt = System.nanoTime();

    /**
     * How a projection is fed.
     *
     * @param maxBatch records handed over at once, at most
     * @param pause how long records gather after a large batch, and at most 50 ms of it after a small one, unless a
     *     reader waits
     * @param prepare makes the indexes; run at each assignment
     */
    public record Settings(int maxBatch, Duration pause, Runnable prepare) {}

    ProjectionRunner(Projection projection, Topic topic, Projections with, Settings settings) {
        this.prepare = settings.prepare();
        this.pause = settings.pause();
        this.projection = projection;
        this.topic = topic;
        this.topics = with.topics();
        this.offsets = new AppliedOffsets(with.database(), projection.name());
        this.wanted = new WantedOffsets(with.database(), projection.name());
        this.progress = new Progress(topic.name(), offsets, wanted, with.store());
        this.deadLetters = new DeadLetters(topic, projection.name(), with.producer());
        this.incidents = new Incidents(projection.name(), with.database(), deadLetters, with.meters(), this::rest);
        this.pending = new PendingBatch(
                projection.name(),
                with.meters(),
                System::nanoTime,
                () -> !progress.applied().isEmpty());
        this.threads = with.clients().threads();
        this.container = container(with.clients(), settings.maxBatch());
    }

    private ConcurrentMessageListenerContainer<String, byte[]> container(KafkaClients clients, int maxBatch) {
        Map<String, Object> config = clients.consumer(projection.name());
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxBatch);
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, KafkaClients.MEMBER_FETCH_MS);
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 500);
        config.put(ConsumerConfig.RETRY_BACKOFF_MS_CONFIG, KafkaClients.MEMBER_LOOKS_EVERY_MS);
        ContainerProperties properties = new ContainerProperties(topic.name());
        properties.setGroupId(projection.name());
        properties.setMessageListener((BatchConsumerAwareMessageListener<String, byte[]>) this::apply);
        properties.setConsumerRebalanceListener(new Positions());
        properties.setStopImmediate(true);
        properties.setShutdownTimeout(5_000);
        properties.setPollTimeout(POLL_FOR.toMillis());
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

    /**
     * Everything that was handed out before is applied now, unless a batch waits to be tried again. What the positions
     * have more than the last batch are transaction markers; readers at other instances wait for them too.
     */
    private void asksForMore(Consumer<?, ?> consumer, Map<TopicPartition, Long> positions) {
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
                    "{} could not save its positions; it tries again with its next poll: {}",
                    projection.name(),
                    e.toString());
        }
        progress.advance(applied);
    }

    /** Saves positions, and returns those of the partitions that go back instead, since the store lost writes. */
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

    /** Partitions of which nothing is saved for a while may have gone back, too. */
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
     * A store that was put back to an earlier state has documents and offsets of that moment: from there on they are
     * applied again.
     */
    private void goBack(Consumer<?, ?> consumer, Map<TopicPartition, Long> lost) {
        if (!lost.isEmpty()) {
            log.warn(
                    "The store of {} has lost its newest writes, which are applied again: {}", projection.name(), lost);
        }
        lost.forEach((partition, offset) -> {
            goTo(consumer, partition, offset);
            know(partition, offset);
        });
    }

    /** Of a partition without a document of its own, which the store has at 0, nothing is known. */
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
        progress.pause(batch.size() >= MANY ? pause.toNanos() : Math.min(pause.toNanos(), SHORT_PAUSE_NANOS));
    }

    /** For a batch's first attempt alone: polls between two attempts may have moved the consumer beyond the batch. */
    private static void countMarkers(Map<TopicPartition, Long> next, Consumer<?, ?> consumer) {
        next.replaceAll((partition, offset) -> Math.max(offset, consumer.position(partition)));
    }

    private void rest(long workedNanos) {
        if (!pause.isZero()) {
            progress.pause(Math.min(workedNanos, pause.toNanos()));
        }
    }

    /** Whether the batch is applied; not so when it begins anew. */
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
                log.warn("{} can't write its read model and tries again: {}", projection.name(), e.toString());
                throw new ListenerExecutionFailedException("read model not written", e);
            }
        }
        return true;
    }

    /**
     * Reads the broken partition from where the store is, or from its first record, and of the others what this batch
     * held once more.
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
                        "{} applies {} again from its first record: {}",
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
     * What this instance applied: the offset after the last record of each partition, or after the markers behind it.
     */
    public Map<TopicPartition, Long> applied() {
        return progress.applied();
    }

    /** The topic that it reads. */
    public Topic topic() {
        return topic;
    }

    /** Whether this instance applies the partition of that number. */
    public boolean owns(int partition) {
        return progress.owns(partition);
    }

    /** Waits until something more is applied here, or for the time given. */
    public void awaitProgress(Duration atMost) throws InterruptedException {
        progress.awaitChange(atMost);
    }

    /**
     * Waits until everything before the offsets given is applied, by any instance.
     *
     * @param wanted partition number → offset
     * @return false when it was not by then
     */
    public boolean awaitApplied(Map<Integer, Long> wanted, Duration atMost) throws InterruptedException {
        return Progress.reaches(progress.await(wanted, atMost), wanted);
    }

    /** Waits as {@link #awaitApplied} does, and returns how far each of the partitions is then. */
    public Map<Integer, Long> awaitPositions(Map<Integer, Long> wanted, Duration atMost) throws InterruptedException {
        return progress.await(wanted, atMost);
    }

    /** Whether it runs and has applied everything that was there when its partitions were assigned. */
    public boolean isCaughtUp() {
        return container.isChildRunning() && progress.isCaughtUp();
    }

    /**
     * Working, or catching up with the number of records that are still to be applied, or broken when it does not run.
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
     * A container ends by itself after an error, or where the cluster denies it the topic. Its own retries are no
     * fault.
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

    /** Begins where the store is. */
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
         * A topic that was made anew begins at 0 again: what was saved of the old one would answer readers too early.
         */
        private void forgetWhatIsPastTheEnd(Map<TopicPartition, Long> stored, Map<TopicPartition, Long> end) {
            Map<TopicPartition, Long> past = new HashMap<>(end);
            past.entrySet().removeIf(partition -> stored.getOrDefault(partition.getKey(), 0L) <= partition.getValue());
            if (past.isEmpty()) {
                return;
            }
            log.warn(
                    "{} had applied more than the log holds; it goes on from the log's end: {}",
                    projection.name(),
                    past);
            try {
                offsets.correct(past);
                wanted.forget(
                        past.keySet().stream().map(TopicPartition::partition).toList());
            } catch (MongoException e) {
                log.warn(
                        "{} could not correct its positions; its next batch does: {}", projection.name(), e.toString());
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
