package io.livemarket.kit.engine;

import io.livemarket.events.kafka.Topic;
import io.livemarket.kit.config.Phases;
import io.livemarket.kit.health.LifeSign;
import io.livemarket.kit.health.LifeSigns;
import io.livemarket.kit.health.Part;
import io.livemarket.kit.health.PartStatus;
import io.livemarket.kit.kafka.ClusterAnswers;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.livemarket.kit.tracing.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Decides the commands of a service, exactly once each. A partition has one owner at a time: the consumer group assigns
 * it, and its transactional id fences its former owner. The owner folds the partition's events and journal to their end
 * before it decides, and commits the events and the journal of its decisions in one transaction; the two logs are the
 * only store, without committed offsets or changelogs beside them.
 *
 * <p>Started and stopped once. Its state may be read from any thread.
 */
public final class DeciderEngine implements SmartLifecycle, Part {

    private static final Logger log = LoggerFactory.getLogger(DeciderEngine.class);
    private static final int FLUSH_EVERY_BATCHES = 5_000;

    private final EngineSettings settings;
    private final KafkaClients clients;
    private final TopicProvisioner topics;
    private final Producer<String, byte[]> answers;
    private final PartitionDecider.Factory factory;
    private final EngineMetrics metrics;
    private final Feed feed;
    private volatile @Nullable Running running;
    private volatile @Nullable String failure;

    /**
     * @param answers sends the answers that senders of commands wait for; its owner closes it after the engine
     * @param factory makes a decider for each partition that is assigned here
     */
    public DeciderEngine(
            EngineSettings settings,
            KafkaClients clients,
            TopicProvisioner topics,
            Producer<String, byte[]> answers,
            PartitionDecider.Factory factory,
            MeterRegistry registry) {
        this(settings, clients, topics, answers, factory, registry, Feed.NONE);
    }

    /** @param feed the topics that the deciders take beside their commands */
    public DeciderEngine(
            EngineSettings settings,
            KafkaClients clients,
            TopicProvisioner topics,
            Producer<String, byte[]> answers,
            PartitionDecider.Factory factory,
            MeterRegistry registry,
            Feed feed) {
        this.settings = settings;
        this.clients = clients;
        this.topics = topics;
        this.answers = answers;
        this.factory = factory;
        this.feed = feed;
        this.metrics = new EngineMetrics(registry, settings.name());
        if (settings.local().standby()) {
            metrics.standbys(this::followedBehind);
        }
    }

    /**
     * Creates the topics that are missing, and begins.
     *
     * @throws IllegalStateException when the topics differ in their numbers of partitions, take too small records only,
     *     or the cluster does not answer
     */
    @Override
    public void start() {
        topics.provisionAlike(settings.topics().alike().toList());
        topics.provision(Stream.concat(Stream.of(settings.topics().deadLetters()), feed.topics().stream())
                .toList());
        failure = null;
        Running started = new Running();
        running = started;
        clients.threads().add(started);
    }

    /** Ends the transactions under way and leaves the consumer group. */
    @Override
    public void stop() {
        Running ending = running;
        running = null;
        if (ending != null) {
            clients.threads().remove(ending);
            ending.close();
        }
    }

    /** Whether it was started and not stopped. */
    @Override
    public boolean isRunning() {
        return running != null;
    }

    @Override
    public int getPhase() {
        return Phases.ENGINES;
    }

    /**
     * Whether it is a member of the consumer group, and decides every partition that it owns, with the feed as it was
     * when the partition began.
     */
    public boolean isDeciding() {
        Running now = running;
        return now != null
                && now.poller.isJoined()
                && now.poller.isAlive()
                && now.poller.workers().stream().allMatch(PartitionWorker::isReady);
    }

    /** The number of partitions that this instance owns. */
    public int partitions() {
        Running now = running;
        return now == null ? 0 : now.poller.workers().size();
    }

    /** The number of partitions of other instances whose state is kept here. */
    int followed() {
        Running now = running;
        return now == null || now.standbys == null ? 0 : now.standbys.partitions();
    }

    /** The number of records of other instances' partitions that are not folded here yet. */
    long followedBehind() {
        Running now = running;
        return now == null || now.standbys == null ? 0 : now.standbys.behind();
    }

    @Override
    public PartStatus status() {
        Running now = running;
        String gaveUp = failure;
        if (gaveUp != null) {
            return PartStatus.broken(gaveUp);
        }
        if (now == null || !now.isAlive()) {
            return PartStatus.broken("not running");
        }
        PartStatus status = (isDeciding() ? PartStatus.working() : PartStatus.catchingUp())
                .with("partitions", partitions())
                .with(
                        "behind",
                        now.poller.workers().stream()
                                .mapToLong(PartitionWorker::behind)
                                .sum());
        return settings.local().standby()
                ? status.with("followed", followed()).with("followedBehind", followedBehind())
                : status;
    }

    /** One run, from start to stop. */
    private final class Running implements EngineParts, LifeSigns.Source {

        private final EngineClients kafka = new EngineClients(clients, settings);
        private final Admin admin = kafka.admin();
        private final TopicFacts facts = new TopicFacts(admin);
        private final AtomicLong batches = new AtomicLong();
        private final RocksStores stores;
        private final CommandPosition positions;
        private final String identity;
        private final LargestRecords largest;
        private final RecordSizes sizes;
        private final CommandPoller poller;
        private final @Nullable FeedReader reader;
        private final @Nullable StandbyReader standbys;

        Running() {
            Map<String, TopicDescription> described = describe();
            TopicDescription commands =
                    ClusterAnswers.entry(described, settings.topics().commands().name());
            positions = new CommandPosition(commands.topicId());
            identity = settings.stateVersion() + "/"
                    + names().stream()
                            .map(name -> ClusterAnswers.entry(described, name)
                                    .topicId()
                                    .toString())
                            .collect(Collectors.joining("/"));
            largest = largest();
            sizes = new RecordSizes(largest.lowered());
            stores = new RocksStores(settings.local().directory());
            int partitions = commands.partitions().size();
            reader = feed.isEmpty() ? null : reader(partitions);
            poller = new CommandPoller(this, kafka::commands);
            standbys = settings.local().standby() ? new StandbyReader(this, partitions, poller::isJoined) : null;
            if (reader != null) {
                reader.start();
            }
            poller.start();
            if (standbys != null) {
                standbys.start();
            }
        }

        private LargestRecords largest() {
            try {
                return LargestRecords.of(facts.maxMessageBytes(Stream.concat(
                                names().stream().skip(1),
                                Stream.of(settings.topics().deadLetters().name()))
                        .distinct()
                        .toList()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted at the start", e);
            }
        }

        private FeedReader reader(int partitions) {
            try {
                Map<String, String> ids =
                        facts.describe(feed.topics().stream().map(Topic::name).toList()).entrySet().stream()
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey,
                                        topic -> topic.getValue().topicId().toString()));
                return new FeedReader(
                        settings.name(),
                        feed,
                        new FeedStart(ids, all -> facts.committed(settings.group(), all)),
                        new FeedRouting(feed, partitions),
                        kafka::feed);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted at the start", e);
            }
        }

        boolean isAlive() {
            return poller.isAlive() && (reader == null || reader.isAlive());
        }

        @Override
        public List<LifeSign> signs() {
            String gaveUp = failure;
            return gaveUp == null
                    ? Stream.of(poller.signs(), reader == null ? List.<LifeSign>of() : List.of(reader.sign()))
                            .flatMap(List::stream)
                            .toList()
                    : List.of(LifeSign.ended(settings.name(), gaveUp));
        }

        private List<String> names() {
            return settings.topics().alike().map(Topic::name).toList();
        }

        private Map<String, TopicDescription> describe() {
            try {
                Map<String, TopicDescription> described = facts.describe(names());
                if (described.values().stream()
                                .map(topic -> topic.partitions().size())
                                .distinct()
                                .count()
                        != 1) {
                    throw new IllegalStateException("These topics must have equally many partitions: "
                            + described.values().stream()
                                    .map(topic -> topic.name() + " has "
                                            + topic.partitions().size())
                                    .toList());
                }
                return described;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted at the start", e);
            }
        }

        void close() {
            if (standbys != null) {
                standbys.close();
            }
            poller.close();
            if (reader != null) {
                reader.close();
            }
            stores.close();
            admin.close(java.time.Duration.ofSeconds(1));
        }

        @Override
        public EngineSettings settings() {
            return settings;
        }

        @Override
        public PartitionDecider.Factory factory() {
            return factory;
        }

        @Override
        public LocalStore store(int partition) {
            return stores.partition(partition);
        }

        @Override
        public TopicFacts topics() {
            return facts;
        }

        @Override
        public String identity() {
            return identity;
        }

        @Override
        public CommandPosition positions() {
            return positions;
        }

        @Override
        public RecordSizes sizes() {
            return sizes;
        }

        @Override
        public EngineMetrics metrics() {
            return metrics;
        }

        @Override
        public Standbys standbys() {
            return standbys == null ? Standbys.NONE : standbys;
        }

        @Override
        public Consumer<String, byte[]> standbyConsumer() {
            return kafka.standby();
        }

        @Override
        public Feeds feeds() {
            return reader == null ? Feeds.NONE : reader;
        }

        @Override
        public Tracing tracing() {
            return clients.tracing();
        }

        @Override
        public Transactions transactions(int partition) {
            return new Transactions(kafka.transactions(partition, largest.batchBytes()));
        }

        @Override
        public Consumer<String, byte[]> foldConsumer(int partition) {
            return kafka.fold(partition);
        }

        @Override
        public DecidedUpTo committedPosition(int partition) throws InterruptedException {
            return facts.committed(
                    settings.group(),
                    new TopicPartition(settings.topics().commands().name(), partition));
        }

        @Override
        public void answer(ProducerRecord<String, byte[]> answer) {
            try {
                answers.send(answer, (_, failure) -> {
                    if (failure != null) {
                        metrics.answerLost();
                    }
                });
            } catch (KafkaException | IllegalStateException e) {
                metrics.answerLost();
            }
        }

        @Override
        public void giveUp(int partition, UnrecoverableException reason) {
            failure = reason.getMessage();
            log.error(
                    "{} stops at partition {} and decides no commands until it is started again: {}",
                    settings.name(),
                    partition,
                    reason.getMessage());
            poller.giveUp();
        }

        @Override
        public void changed() {
            if (batches.incrementAndGet() % FLUSH_EVERY_BATCHES == 0) {
                stores.flush();
            }
        }
    }
}
