package io.livemarket.kit.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import io.livemarket.embedded.EmbeddedStack;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A versioned read model with events that are missing, unknown or unreadable, and with a late writer. */
class VersionedProjectionIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final KitBench bench = new KitBench();
    private final String topic = bench.topic().name();
    private final Names names = new Names(bench.database(), "kit.names.v1-" + topic);
    private final UUID ana = UUID.randomUUID();
    private final UUID bea = UUID.randomUUID();

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void anEventOfAnUnknownTypeCountsItsVersion() {
        start();
        bench.write(List.of(
                Names.registered(topic, ana, "Ana"),
                Names.record(
                        topic,
                        ana,
                        "users.user-promoted.v1",
                        json("{\"userId\":\"x\",\"to\":{\"version\":9},\"version\":2}")),
                Names.renamed(topic, ana, 3, "Anita")));
        awaitNames(ana, 3, "Ana", "?", "Anita");
        assertThat(bench.counted("replays")).isZero();
        assertThat(bench.letters()).isEmpty();
    }

    @Test
    void unreadableEventsWithAVersionAreSetAsideAndCounted() {
        start();
        bench.write(List.of(
                Names.registered(topic, ana, "Ana"),
                Names.record(topic, ana, "users.profile-updated.v1", json("{\"userId\":7,\"version\":2}")),
                Names.renamed(topic, ana, 3, "Anita")));
        awaitNames(ana, 3, "Ana", "?", "Anita");
        assertThat(bench.counted("replays")).isZero();
        assertThat(bench.letters()).containsExactly(ana.toString());
    }

    @Test
    void aGapThatStaysPutsItsAggregateAloneIntoQuarantine() {
        ProjectionRunner runner = start();
        bench.write(List.of(Names.registered(topic, ana, "Ana"), Names.registered(topic, bea, "Bea")));
        awaitNames(bea, 1, "Bea");
        bench.write(List.of(
                Names.record(topic, ana, "users.profile-updated.v1", json("{")),
                Names.renamed(topic, ana, 3, "Anita"),
                Names.renamed(topic, bea, 2, "Beatriz")));
        awaitNames(bea, 2, "Bea", "Beatriz");
        awaitNames(ana, 3, "Ana", "Anita");
        bench.write(List.of(
                Names.record(topic, ana, "users.profile-updated.v1", json("[")),
                Names.renamed(topic, ana, 7, "Aina"),
                Names.renamed(topic, bea, 3, "Bego")));
        awaitNames(bea, 3, "Bea", "Beatriz", "Bego");
        awaitNames(ana, 7, "Ana", "Anita", "Aina");
        assertThat(bench.counted("replays")).isEqualTo(1);
        assertThat(bench.counted("quarantined")).isEqualTo(1);
        assertThat(bench.letters()).containsExactly(ana.toString(), ana.toString());
        assertThat(runner.isCaughtUp()).isTrue();

        runner.stop();
        bench.database().getCollection("projection_offsets").deleteMany(new Document());
        start();
        bench.write(List.of(Names.renamed(topic, bea, 4, "Be")));
        awaitNames(bea, 4, "Bea", "Beatriz", "Bego", "Be");
        assertThat(bench.letters())
                .as("one for each unreadable record, however often it is replayed")
                .hasSize(2);
    }

    @Test
    void anAggregateWithAnUnreadableBeginningIsLeftOut() {
        start();
        bench.write(List.of(
                Names.record(topic, ana, "users.user-registered.v1", json("{")),
                Names.renamed(topic, ana, 2, "Anita"),
                Names.renamed(topic, ana, 3, "Aina"),
                Names.registered(topic, bea, "Bea")));
        awaitNames(bea, 1, "Bea");
        assertThat(names.of(ana).names()).isEmpty();
        assertThat(bench.counted("quarantined")).isEqualTo(1);
        assertThat(bench.letters()).containsExactly(ana.toString());
    }

    @Test
    void anUnfoldableEventIsSkippedAfterOneReplay() {
        start();
        bench.write(List.of(
                Names.registered(topic, ana, "Ana"),
                Names.renamed(topic, ana, 2, "boom"),
                Names.renamed(topic, ana, 3, "Anita"),
                Names.registered(topic, bea, "Bea")));
        awaitNames(bea, 1, "Bea");
        awaitNames(ana, 3, "Ana", "?", "Anita");
        assertThat(bench.counted("replays")).isEqualTo(1);
        assertThat(bench.letters()).containsExactly(ana.toString());
    }

    @Test
    void aLostDocumentIsMadeAgainByReplaying() {
        start();
        bench.write(List.of(Names.registered(topic, ana, "Ana"), Names.renamed(topic, ana, 2, "Anita")));
        awaitNames(ana, 2, "Ana", "Anita");
        names.documents().deleteMany(new Document());
        bench.write(List.of(Names.renamed(topic, ana, 3, "Aina")));
        awaitNames(ana, 3, "Ana", "Anita", "Aina");
        assertThat(bench.counted("quarantined")).isZero();
        assertThat(bench.letters()).isEmpty();
    }

    @Test
    void eventsThatCannotBeWrittenGetOlderUntilTheyAre() {
        AtomicBoolean away = new AtomicBoolean(true);
        Projection stored = new VersionedProjection<>(names);
        bench.runner(
                new Projection() {
                    @Override
                    public String name() {
                        return stored.name();
                    }

                    @Override
                    public void apply(List<ConsumerRecord<String, byte[]>> records) {
                        if (away.get()) {
                            throw new MongoTimeoutException("away, as the test wants");
                        }
                        stored.apply(records);
                    }
                },
                Duration.ZERO);
        bench.write(List.of(Names.registered(topic, ana, "Ana")));
        await().atMost(LIMIT).until(() -> bench.pendingSeconds() > 0.5);
        away.set(false);
        awaitNames(ana, 1, "Ana");
        await().atMost(LIMIT).until(() -> bench.pendingSeconds() == 0);
    }

    /** The late one has read the store and is held up before it writes, while another instance goes on. */
    @Test
    void aLateWriterChangesNothing() throws Exception {
        List<ConsumerRecord<String, byte[]>> log = consumed(
                Names.registered(topic, ana, "Ana"),
                Names.renamed(topic, ana, 2, "Anita"),
                Names.renamed(topic, ana, 3, "Aina"));
        for (int known = 0; known < 2; known++) {
            names.documents().deleteMany(new Document());
            Projection owner = new VersionedProjection<>(names);
            owner.apply(log.subList(0, known));
            try (HeldUp late = new HeldUp()) {
                var writing = late.apply(log.subList(0, known + 1));
                owner.apply(log);
                late.goOn();
                assertThat(catchThrowable(() -> writing.get(30, TimeUnit.SECONDS)))
                        .as("having known %d", known)
                        .cause()
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("Another instance");
            }
            assertThat(names.of(ana).names()).containsExactly("Ana", "Anita", "Aina");
        }
    }

    @Test
    void latelyWrittenDocumentsAreNotReadAgain() {
        List<ConsumerRecord<String, byte[]>> log = consumed(
                Names.registered(topic, ana, "Ana"),
                Names.renamed(topic, ana, 2, "Anita"),
                Names.renamed(topic, ana, 3, "Aina"));
        AtomicInteger finds = new AtomicInteger();
        try (MongoClient client = counting("find", finds)) {
            Projection projection = new VersionedProjection<>(
                    new Names(client.getDatabase(bench.database().getName()), names.name()));
            log.forEach(event -> projection.apply(List.of(event)));
            assertThat(finds).as("of the first event alone").hasValue(1);
            assertThat(names.of(ana).names()).containsExactly("Ana", "Anita", "Aina");
            projection.apply(log);
            assertThat(finds).as("of events that do not follow what is kept").hasValue(2);
            assertThat(names.of(ana).names()).containsExactly("Ana", "Anita", "Aina");
        }
    }

    /**
     * An instance that gets a partition back: its kept states are old, also where the store has the version that it
     * kept.
     */
    @Test
    void aProjectionContinuesFromAnotherInstancesDocuments() {
        List<ConsumerRecord<String, byte[]>> log = consumed(
                Names.registered(topic, ana, "Ana"),
                Names.renamed(topic, ana, 2, "Anita"),
                Names.renamed(topic, ana, 3, "Aina"),
                Names.renamed(topic, ana, 4, "Aya"));
        Projection one = new VersionedProjection<>(names);
        Projection other = new VersionedProjection<>(names);
        one.apply(log.subList(0, 2));
        other.apply(log.subList(0, 3));
        one.apply(log.subList(2, 4));
        assertThat(names.of(ana).names()).containsExactly("Ana", "Anita", "Aina", "Aya");

        names.documents()
                .updateOne(
                        new Document("_id", ana.toString()),
                        new Document("$set", new Document("logNext", 17L).append("names", List.of("of another"))));
        one.apply(consumed(Names.renamed(topic, ana, 5, "Ada")));
        assertThat(names.of(ana).names()).containsExactly("of another", "Ada");
    }

    private static MongoClient counting(String command, AtomicInteger count) {
        return MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(
                        new ConnectionString(EmbeddedStack.shared().mongoUri()))
                .addCommandListener(new CommandListener() {
                    @Override
                    public void commandStarted(CommandStartedEvent event) {
                        if (event.getCommandName().equals(command)) {
                            count.incrementAndGet();
                        }
                    }
                })
                .build());
    }

    /** An instance with a delayed next write. */
    private final class HeldUp implements AutoCloseable {

        private final CountDownLatch mayWrite = new CountDownLatch(1);
        private final CountDownLatch wantsToWrite = new CountDownLatch(1);
        private final MongoClient client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(
                        new ConnectionString(EmbeddedStack.shared().mongoUri()))
                .addCommandListener(new CommandListener() {
                    @Override
                    public void commandStarted(CommandStartedEvent event) {
                        if (List.of("update", "insert").contains(event.getCommandName())) {
                            wantsToWrite.countDown();
                            await().atMost(LIMIT).until(() -> mayWrite.getCount() == 0);
                        }
                    }
                })
                .build());

        CompletableFuture<Void> apply(List<ConsumerRecord<String, byte[]>> batch) throws InterruptedException {
            Projection projection = new VersionedProjection<>(
                    new Names(client.getDatabase(bench.database().getName()), names.name()));
            var applying = CompletableFuture.runAsync(() -> projection.apply(batch));
            assertThat(wantsToWrite.await(30, TimeUnit.SECONDS)).isTrue();
            return applying;
        }

        void goOn() {
            mayWrite.countDown();
        }

        @Override
        public void close() {
            goOn();
            client.close();
        }
    }

    @SafeVarargs
    private static List<ConsumerRecord<String, byte[]>> consumed(ProducerRecord<String, byte[]>... records) {
        List<ConsumerRecord<String, byte[]>> consumed = new ArrayList<>();
        for (ProducerRecord<String, byte[]> record : records) {
            ConsumerRecord<String, byte[]> read =
                    new ConsumerRecord<>(record.topic(), 0, consumed.size(), record.key(), record.value());
            record.headers().forEach(read.headers()::add);
            consumed.add(read);
        }
        return consumed;
    }

    private ProjectionRunner start() {
        ProjectionRunner runner = bench.runner(new VersionedProjection<>(names), Duration.ZERO);
        await().atMost(LIMIT).until(runner::isCaughtUp);
        return runner;
    }

    private void awaitNames(UUID user, long version, String... expected) {
        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(names.of(user).names()).containsExactly(expected);
            assertThat(names.of(user).version()).isEqualTo(version);
        });
    }

    private static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
