package io.livemarket.kit.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store that goes on from an earlier state below a running projection, as one that was killed does. */
class StoreWentBackIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final KitBench bench = new KitBench();
    private final String topic = bench.topic().name();
    private final Names names = new Names(bench.database(), "kit.names.v1-" + topic);
    private final UUID ana = UUID.randomUUID();
    private final UUID bea = UUID.randomUUID();
    private List<Document> documents;
    private List<Document> offsets;
    private ProjectionRunner runner;

    @BeforeEach
    void goOnWhileTheStoreIsCopied() {
        runner = bench.runner(new VersionedProjection<>(names), Duration.ZERO);
        await().atMost(LIMIT).until(runner::isCaughtUp);
        bench.write(List.of(Names.registered(topic, ana, "Ana")));
        awaitNames(ana, "Ana");
        offsets = copyOf(stored("projection_offsets"));
        documents = copyOf(names.documents());
        bench.write(List.of(Names.renamed(topic, ana, 2, "Anita"), Names.registered(topic, bea, "Bea")));
        awaitNames(bea, "Bea");
        await().atMost(LIMIT)
                .until(() -> stored("projection_offsets").find().first().getLong("next")
                        >= bench.ends().get(0));
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void lostEventsAreAppliedAgainWithoutFurtherRecords() {
        putBack();
        awaitNames(bea, "Bea");
        awaitNames(ana, "Ana", "Anita");
        assertThat(bench.counted("replays")).isZero();
    }

    @Test
    void lostDocumentsOfOthersAreAppliedAgain() {
        putBack();
        UUID cleo = UUID.randomUUID();
        bench.write(List.of(Names.registered(topic, cleo, "Cleo")));
        awaitNames(cleo, "Cleo");
        awaitNames(ana, "Ana", "Anita");
        awaitNames(bea, "Bea");
        assertThat(bench.counted("replays")).isZero();
    }

    @Test
    void aGapIsClosedFromTheStoresOffsets() {
        putBack();
        bench.write(List.of(Names.renamed(topic, ana, 3, "Aina")));
        awaitNames(ana, "Ana", "Anita", "Aina");
        awaitNames(bea, "Bea");
        assertThat(bench.counted("replays")).isZero();
        assertThat(bench.counted("quarantined")).isZero();
    }

    @Test
    void aReaderWaitsForTheLostWrites() throws InterruptedException {
        putBack();
        bench.storeIsBack();
        assertThat(runner.awaitApplied(bench.ends(), LIMIT)).isTrue();
        assertThat(names.of(ana).names()).containsExactly("Ana", "Anita");
        assertThat(names.of(bea).names()).containsExactly("Bea");
    }

    @Test
    void anEmptyStoreIsFilledFromTheFirstRecord() {
        documents = List.of();
        offsets = List.of();
        putBack();
        awaitNames(bea, "Bea");
        awaitNames(ana, "Ana", "Anita");
        assertThat(bench.counted("quarantined")).isZero();
    }

    private void putBack() {
        replace(stored("projection_offsets"), offsets);
        replace(names.documents(), documents);
    }

    private static List<Document> copyOf(MongoCollection<Document> collection) {
        return collection.find().into(new ArrayList<>());
    }

    private static void replace(MongoCollection<Document> collection, List<Document> with) {
        collection.deleteMany(new Document());
        if (!with.isEmpty()) {
            collection.insertMany(with);
        }
    }

    private MongoCollection<Document> stored(String collection) {
        return bench.database().getCollection(collection);
    }

    private void awaitNames(UUID user, String... expected) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(names.of(user).names()).containsExactly(expected));
    }
}
