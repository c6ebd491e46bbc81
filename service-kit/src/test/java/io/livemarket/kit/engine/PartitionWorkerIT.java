package io.livemarket.kit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.kit.engine.PartitionWorker.Phase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Owners of one partition on a real broker: frozen, fenced, and with commits of unknown outcome. */
class PartitionWorkerIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final EngineTopics topics = new EngineTopics(1);
    private final EngineClients kafka = new EngineClients(topics.clients, topics.settings(Path.of("none")));
    private final Admin admin = kafka.admin();
    private final Uuid commandsId = Uuid.randomUuid();

    @AfterEach
    void close() {
        admin.close(Duration.ofSeconds(1));
        topics.close();
    }

    /** A process that is stopped in the middle of a batch, and goes on when another has its partition. */
    @Test
    void aZombieCommitsNothing() throws Exception {
        CountDownLatch frozen = new CountDownLatch(1);
        CountDownLatch thaw = new CountDownLatch(1);
        Owner zombie = new Owner(UnaryOperator.identity(), () -> {
            frozen.countDown();
            awaitQuietly(thaw);
        });
        zombie.takes("add", "add");
        assertThat(frozen.await(60, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        zombie.isOwner = false;

        Owner successor = new Owner(UnaryOperator.identity(), () -> {});
        successor.takes("add", "add", "add");
        await().atMost(LIMIT).until(() -> topics.eventsOf("a").size() == 3);
        thaw.countDown();

        assertThat(zombie.worker.awaitEnd(LIMIT)).isTrue();
        assertThat(topics.eventsOf("a")).containsExactly("1 -", "2 -", "3 -");
        successor.end();
    }

    @Test
    void anUnacknowledgedCommitIsNotRepeated() throws Exception {
        AtomicInteger commits = new AtomicInteger();
        Owner owner = new Owner(
                written -> {
                    if (commits.incrementAndGet() == 2) {
                        throw new KafkaException("the answer to the commit is lost");
                    }
                    return written;
                },
                () -> {});
        owner.takes("add", "add", "note", "add");
        await().atMost(LIMIT).until(() -> topics.eventsOf("a").size() == 3);
        owner.takesMore("add");
        await().atMost(LIMIT).until(() -> topics.eventsOf("a").size() == 4);
        assertThat(topics.eventsOf("a").getLast()).isEqualTo("4 noted");
        assertThat(owner.failures()).isEqualTo(1);
        owner.end();
    }

    /** A consumer of a truncated log, which begins again at its end or its first record. */
    @Test
    void commandsThatGoBackRestartTheWorker() throws Exception {
        Owner owner = new Owner(UnaryOperator.identity(), () -> {});
        owner.takes("add", "add");
        await().atMost(LIMIT).until(() -> topics.eventsOf("a").size() == 2);
        owner.worker.add(owner.commands.subList(0, 1));
        await().atMost(LIMIT).until(() -> owner.failures() == 1 && owner.worker.phase() == Phase.DECIDING);
        owner.takesMore("add");
        await().atMost(LIMIT).until(() -> topics.eventsOf("a").size() == 3);
        assertThat(topics.eventsOf("a")).containsExactly("1 -", "2 -", "3 -");
        owner.end();
    }

    /** Twelve hours are half of the time for which a compacted topic keeps tombstones. */
    @Test
    void aStoreThatMayLackTombstonesIsMadeAgain() throws Exception {
        assertThat(noteAfter(Duration.ofHours(11), "decided", "add")).isEqualTo("1 noted");
        assertThat(noteAfter(Duration.ofHours(13), "decided", "decided", "add")).isEqualTo("2 -");
    }

    /**
     * The event of an owner whose store has a note that the journal, which goes on behind it, does not have (any more).
     */
    private String noteAfter(Duration away, String... commands) throws Exception {
        HeapStore store = new HeapStore();
        new PartitionState(store).clear("1");
        store.write(Map.of(
                "note:a",
                CountingDecider.bytes("noted"),
                "!position",
                CountingDecider.bytes("1"),
                "!applied:" + topics.journal.name(),
                CountingDecider.bytes("0"),
                "!written-at",
                CountingDecider.bytes(Long.toString(System.currentTimeMillis() - away.toMillis()))));
        topics.write(new ProducerRecord<>(topics.journal.name(), "note:b", CountingDecider.bytes("noted")));
        int before = topics.eventsOf("a").size();
        Owner owner = new Owner(UnaryOperator.identity(), () -> {}, store);
        owner.takes(commands);
        await().atMost(LIMIT).until(() -> topics.eventsOf("a").size() > before);
        owner.end();
        return topics.eventsOf("a").getLast();
    }

    @Test
    void preparingEndsWithItsPartitionAndLeavesNothing() throws Exception {
        CountDownLatch preparing = new CountDownLatch(1);
        Owner owner = new Owner(UnaryOperator.identity(), () -> {});
        owner.prepare = (state, goOn) -> {
            state.journaled("mark:", ValueCodec.TEXT, 0).put("half", "done");
            preparing.countDown();
            while (goOn.getAsBoolean()) {
                Thread.onSpinWait();
            }
        };
        owner.takes("add");
        assertThat(preparing.await(60, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        owner.end();
        assertThat(topics.read(topics.journal)).isEmpty();
        assertThat(topics.eventsOf("a")).isEmpty();
    }

    /** A producer may wait for the cluster with each answer. */
    @Test
    void aWorkerThatWaitsForTheClusterIsNotBusy() throws Exception {
        CountDownLatch answering = new CountDownLatch(1);
        CountDownLatch taken = new CountDownLatch(1);
        Owner owner = new Owner(UnaryOperator.identity(), () -> {});
        owner.beforeAnswering = () -> {
            answering.countDown();
            awaitQuietly(taken);
        };
        owner.takes("refuse");
        assertThat(answering.await(60, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        assertThat(owner.worker.sign().busy()).isZero();
        taken.countDown();
        owner.end();
    }

    static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A worker with the parts of an engine around it; the test gives it the commands, one to a batch. */
    private final class Owner implements EngineParts, PartitionWorker.Commands {

        private final EngineSettings base = topics.settings(Path.of("none"));
        final EngineSettings settings = new EngineSettings(
                base.name(),
                new DecidedTopics(
                        base.topics().commands(),
                        base.topics().events(),
                        base.topics().journal(),
                        base.topics().deadLetters()),
                base.local(),
                1,
                1,
                Duration.ZERO);
        final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        private final RecordSizes sizes = new RecordSizes();
        private final EngineMetrics engineMetrics = new EngineMetrics(metrics, settings.name());
        private final UnaryOperator<Map<String, Long>> afterCommit;
        private final Runnable beforeDeciding;
        private final HeapStore store;
        private volatile BiConsumer<PartitionState, BooleanSupplier> prepare = (_, _) -> {};
        private volatile Runnable beforeAnswering = () -> {};
        private final List<ConsumerRecord<String, byte[]>> commands = new ArrayList<>();
        private final PartitionWorker worker;
        private volatile boolean isOwner = true;
        private boolean started;

        Owner(UnaryOperator<Map<String, Long>> afterCommit, Runnable beforeDeciding) {
            this(afterCommit, beforeDeciding, new HeapStore());
        }

        Owner(UnaryOperator<Map<String, Long>> afterCommit, Runnable beforeDeciding, HeapStore store) {
            this.afterCommit = afterCommit;
            this.beforeDeciding = beforeDeciding;
            this.store = store;
            this.worker = new PartitionWorker(this, 0, this, null);
        }

        double failures() {
            return metrics.counter("livemarket.engine.failures", "engine", settings.name())
                    .count();
        }

        void takes(String... values) {
            takesMore(values);
            worker.start();
        }

        /** Writes them to the log as well: how many there are bounds the position. */
        synchronized void takesMore(String... values) {
            for (String value : values) {
                ConsumerRecord<String, byte[]> command = new ConsumerRecord<>(
                        settings.topics().commands().name(), 0, commands.size(), "a", CountingDecider.bytes(value));
                topics.ask("a", value);
                commands.add(command);
                if (started) {
                    worker.add(List.of(command));
                }
            }
        }

        @Override
        public synchronized void begin(PartitionWorker begun, long position) {
            started = true;
            worker.add(commands.subList((int) position, commands.size()));
        }

        @Override
        public synchronized boolean confirm(PartitionWorker asking) {
            started = false;
            return isOwner;
        }

        void end() throws InterruptedException {
            worker.close();
            assertThat(worker.awaitEnd(LIMIT)).isTrue();
            assertThat(worker.phase()).isEqualTo(Phase.ENDED);
        }

        @Override
        public EngineSettings settings() {
            return settings;
        }

        @Override
        public PartitionDecider.Factory factory() {
            return (_, state) -> new CountingDecider(state, topics.answers.name()) {
                @Override
                public void decide(ConsumerRecord<String, byte[]> command, Outputs outputs, long nowMillis) {
                    beforeDeciding.run();
                    super.decide(command, outputs, nowMillis);
                }

                @Override
                public void prepare(BooleanSupplier goOn) {
                    prepare.accept(state, goOn);
                }
            };
        }

        @Override
        public LocalStore store(int partition) {
            return store;
        }

        @Override
        public TopicFacts topics() {
            return new TopicFacts(admin);
        }

        @Override
        public String identity() {
            return "1";
        }

        @Override
        public CommandPosition positions() {
            return new CommandPosition(commandsId);
        }

        @Override
        public RecordSizes sizes() {
            return sizes;
        }

        @Override
        public EngineMetrics metrics() {
            return engineMetrics;
        }

        @Override
        public Transactions transactions(int partition) {
            return new Transactions(kafka.transactions(partition, LargestRecords.BATCH_BYTES)) {
                @Override
                Map<String, Long> commit(List<ProducerRecord<String, byte[]>> records) {
                    return afterCommit.apply(super.commit(records));
                }
            };
        }

        @Override
        public Consumer<String, byte[]> standbyConsumer() {
            throw new IllegalStateException("follows no partitions");
        }

        @Override
        public Consumer<String, byte[]> foldConsumer(int partition) {
            return kafka.fold(partition);
        }

        @Override
        public DecidedUpTo committedPosition(int partition) {
            return DecidedUpTo.NOTHING;
        }

        @Override
        public void answer(ProducerRecord<String, byte[]> answer) {
            beforeAnswering.run();
            topics.producer.send(answer);
        }

        @Override
        public void giveUp(int partition, UnrecoverableException reason) {
            throw new AssertionError(reason);
        }

        @Override
        public void changed() {
            // There is nothing to flush.
        }
    }
}
