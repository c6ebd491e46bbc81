package io.livemarket.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.NoopOplog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read is what the store held at one moment, or nothing at all. */
class StoreSnapshotTest {

    private static final int MANY = 3 * KeptCollection.SEGMENT + 10;

    @TempDir
    private Path directory;

    private final KeptBackend backend = new KeptBackend();

    @Test
    void everyKindOfValueComesBack() throws Exception {
        Document document = new Document("_id", "a")
                .append("text", "¿qué tal? 🙂")
                .append("n", 1)
                .append("l", 2L)
                .append("d", 1.5)
                .append("yes", true)
                .append("none", null)
                .append("at", Instant.ofEpochMilli(1_234))
                .append("uuid", new UUID(1, 2))
                .append("list", List.of("x", new Document("y", List.of(1, 2)), List.of()))
                .append("m", new Document("1", new Document("seq", 1L)).append("", "a field without a name"));
        put("chat", "chats", document);
        write();

        assertThat(read().database("chat").collection("chats").queryAll()).containsExactly(document);
    }

    @Test
    void changesDuringTheSnapshotAreNotInIt() throws Exception {
        fill("chat", "buckets", MANY);
        fill("auth", "users", 3);
        Map<String, Map<Object, Document>> then = content(backend);
        List<CollectionCut> cuts = backend.cut();
        Random random = new Random(11);
        for (int i = 0; i < 2_000; i++) {
            change(random, "buckets");
        }
        put("auth", "users", new Document("_id", "late"));

        Map<String, Map<Object, Document>> shown = new HashMap<>();
        for (CollectionCut cut : cuts) {
            for (int segment = 0; segment < cut.segments(); segment++) {
                cut.documents(segment).stream()
                        .map(Bson::read)
                        .forEach(document -> shown.computeIfAbsent(
                                        cut.database() + "." + cut.name(), _ -> new HashMap<>())
                                .put(document.get("_id"), document));
            }
        }

        assertThat(shown).isEqualTo(then).isNotEqualTo(content(backend));
    }

    @Test
    void everySnapshotIsTheStoreAtItsMoment() throws Exception {
        StoreSnapshot snapshot = new StoreSnapshot(directory);
        Random random = new Random(5);
        for (int round = 0; round < 30; round++) {
            for (int i = random.nextInt(40) * random.nextInt(20); i >= 0; i--) {
                change(random, random.nextInt(10) == 0 ? "rare" : "buckets");
            }
            snapshot.write(backend, "log-1");
            assertThat(content(read())).isEqualTo(content(backend));
        }
        assertThat(content(backend).get("chat.buckets")).hasSizeGreaterThan(2 * KeptCollection.SEGMENT);
    }

    @Test
    void changedSegmentsAreWrittenAndOldOnesDeleted() throws Exception {
        StoreSnapshot snapshot = new StoreSnapshot(directory);
        fill("chat", "buckets", MANY);
        fill("chat", "quiet", 5);
        snapshot.write(backend, "log-1");
        Map<String, FileTime> before = segments();
        update("chat", "buckets", "d" + KeptCollection.SEGMENT, "changed");
        snapshot.write(backend, "log-1");
        Map<String, FileTime> after = segments();

        assertThat(before).hasSize(5);
        assertThat(after).hasSize(5);
        after.keySet().removeAll(before.keySet());
        assertThat(after).hasSize(1);
    }

    @Test
    void whereNothingChangedNothingIsWritten() throws Exception {
        fill("chat", "buckets", MANY);
        StoreSnapshot snapshot = new StoreSnapshot(directory);
        assertThat(snapshot.write(backend, "log-1")).isTrue();
        assertThat(snapshot.write(backend, "log-1")).isFalse();

        StoreSnapshot later = new StoreSnapshot(directory);
        KeptBackend restored = later.read().orElseThrow().backend();
        assertThat(later.write(restored, "log-1")).as("just restored").isFalse();
        restored.database("chat").dropCollection("buckets", NoopOplog.get());
        assertThat(later.write(restored, "log-1")).as("a collection is gone").isTrue();
        assertThat(segments()).isEmpty();
    }

    @Test
    void afterAFailedSnapshotTheNextWritesAllChanges() throws Exception {
        StoreSnapshot snapshot = new StoreSnapshot(directory);
        fill("chat", "buckets", 3);
        snapshot.write(backend, "log-1");
        update("chat", "buckets", "d1", "changed");
        Path obstacle =
                Files.createDirectories(directory.resolve("manifest.new").resolve("x"));

        assertThatThrownBy(() -> snapshot.write(backend, "log-1")).isInstanceOf(IOException.class);
        assertThat(text(read(), "d1")).isEqualTo("text of d1");

        Files.delete(obstacle);
        Files.delete(obstacle.getParent());
        assertThat(snapshot.write(backend, "log-1")).isTrue();
        assertThat(text(read(), "d1")).isEqualTo("changed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"flip", "cut", "delete"})
    void aBrokenFileMakesAllOfItUnusable(String damage) throws Exception {
        fill("chat", "buckets", MANY);
        write();
        for (Path file : files()) {
            byte[] sound = Files.readAllBytes(file);
            switch (damage) {
                case "flip" -> {
                    byte[] broken = sound.clone();
                    broken[broken.length / 2] ^= 1;
                    Files.write(file, broken);
                }
                case "cut" -> Files.write(file, java.util.Arrays.copyOf(sound, sound.length - 3));
                default -> Files.delete(file);
            }
            if (damage.equals("delete") && file.endsWith("manifest")) {
                assertThat(new StoreSnapshot(directory).read()).isEmpty();
            } else {
                assertThatThrownBy(() -> new StoreSnapshot(directory).read()).isInstanceOf(SnapshotUnusable.class);
            }
            Files.write(file, sound);
        }
        assertThat(new StoreSnapshot(directory).read()).as("sound again").isPresent();
    }

    @Test
    void anotherFormatIsRefusedByItsNumber() {
        Document description = new SnapshotManifest("log-1", Instant.EPOCH, List.of())
                .describe()
                .append("format", 99);

        assertThatThrownBy(() -> SnapshotManifest.of(description))
                .isInstanceOf(SnapshotUnusable.class)
                .hasMessage("its format is 99 and not 1");
    }

    private void change(Random random, String collection) throws Exception {
        String id = "d" + random.nextInt(1_000);
        KeptCollection documents = backend.database("chat").collection(collection);
        switch (random.nextInt(6)) {
            case 0 -> documents.deleteDocuments(new Document("_id", id), 1, NoopOplog.get());
            case 1 -> update("chat", collection, id, "text " + random.nextInt());
            default ->
                documents.updateDocuments(
                        new Document("_id", id),
                        new Document(
                                "$set", new Document("m." + random.nextInt(5), new Document("v", random.nextInt()))),
                        ArrayFilters.empty(),
                        false,
                        true,
                        NoopOplog.get());
        }
    }

    private void update(String database, String collection, String id, String text) {
        backend.database(database)
                .collection(collection)
                .updateDocuments(
                        new Document("_id", id),
                        new Document("$set", new Document("text", text)),
                        ArrayFilters.empty(),
                        false,
                        false,
                        NoopOplog.get());
    }

    private void fill(String database, String collection, int count) {
        for (int i = 0; i < count; i++) {
            put(database, collection, new Document("_id", "d" + i).append("text", "text of d" + i));
        }
    }

    private void put(String database, String collection, Document document) {
        backend.database(database).collection(collection).addDocument(document);
    }

    private void write() throws IOException {
        assertThat(new StoreSnapshot(directory).write(backend, "log-1")).isTrue();
    }

    private KeptBackend read() throws SnapshotUnusable {
        return new StoreSnapshot(directory).read().orElseThrow().backend();
    }

    private static String text(KeptBackend from, String id) {
        return content(from).get("chat.buckets").get(id).get("text").toString();
    }

    private static Map<String, Map<Object, Document>> content(KeptBackend from) {
        Map<String, Map<Object, Document>> content = new HashMap<>();
        for (String database : List.of("chat", "auth")) {
            for (KeptCollection collection : from.database(database).kept()) {
                Map<Object, Document> documents = new HashMap<>();
                collection.queryAll().forEach(document -> documents.put(document.get("_id"), document.cloneDeeply()));
                content.put(collection.getFullName(), documents);
            }
        }
        return content;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return new ArrayList<>(files.toList());
        }
    }

    private Map<String, FileTime> segments() throws IOException {
        Map<String, FileTime> segments = new HashMap<>();
        for (Path file : files()) {
            if (file.toString().endsWith(".segment")) {
                segments.put(file.getFileName().toString(), Files.getLastModifiedTime(file));
            }
        }
        return segments;
    }
}
