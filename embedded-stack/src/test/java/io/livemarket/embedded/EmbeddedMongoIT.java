package io.livemarket.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedMongoIT {

    private static final String NO_WAITING = "/?serverSelectionTimeoutMS=500&connectTimeoutMS=500";

    @TempDir
    private Path directory;

    @Test
    void documentsAreInsertedReadChangedAndDeleted() {
        try (MongoClient client = MongoClients.create(EmbeddedStack.breakable().mongoUri())) {
            MongoCollection<Document> people = client.getDatabase("mongo-it").getCollection("crud");
            people.insertOne(new Document("_id", "ana").append("chats", 1));
            people.updateOne(Filters.eq("_id", "ana"), Updates.inc("chats", 2));

            assertThat(people.find(Filters.eq("_id", "ana")).first())
                    .isEqualTo(new Document("_id", "ana").append("chats", 3));

            people.deleteOne(Filters.eq("_id", "ana"));
            assertThat(people.countDocuments()).isZero();
        }
    }

    @Test
    void aBulkWriteUpsertsAndPushesInOneCall() {
        try (MongoClient client = MongoClients.create(EmbeddedStack.breakable().mongoUri())) {
            MongoCollection<Document> buckets = client.getDatabase("mongo-it").getCollection("bulk");
            UpdateOptions upsert = new UpdateOptions().upsert(true);
            buckets.bulkWrite(List.of(
                    new UpdateOneModel<>(Filters.eq("_id", "c:0"), Updates.push("messages", "one"), upsert),
                    new UpdateOneModel<>(Filters.eq("_id", "c:0"), Updates.push("messages", "two"), upsert),
                    new ReplaceOneModel<>(
                            Filters.eq("_id", "offset"),
                            new Document("_id", "offset").append("at", 2L),
                            new ReplaceOptions().upsert(true))));

            assertThat(buckets.find(Filters.eq("_id", "c:0")).first())
                    .isEqualTo(new Document("_id", "c:0").append("messages", List.of("one", "two")));
            assertThat(buckets.find(Filters.eq("_id", "offset")).first()).containsEntry("at", 2L);
        }
    }

    /** A collection with indexes and one without get equal changes: queries must have equal results. */
    @Test
    void anIndexFindsTheDocumentsOfAFullScan() {
        try (MongoClient client = MongoClients.create(EmbeddedStack.breakable().mongoUri())) {
            MongoCollection<Document> indexed = client.getDatabase("mongo-it").getCollection("indexed");
            MongoCollection<Document> plain = client.getDatabase("mongo-it").getCollection("plain");
            indexed.createIndex(Indexes.ascending("members", "at"));
            indexed.createIndex(Indexes.ascending("state"));
            Random random = new Random(7);
            for (int i = 0; i < 1_000; i++) {
                Consumer<MongoCollection<Document>> change = change(random);
                change.accept(indexed);
                change.accept(plain);
                Bson query = query(random);
                assertThat(all(indexed, query)).as("change %d, %s", i, query).isEqualTo(all(plain, query));
            }
            assertThat(all(plain, Filters.eq("members", "u1")))
                    .as("there was something to find")
                    .isNotEmpty();
            plain.drop();
            indexed.drop();
        }
    }

    @Test
    void anUpdateReplacesOnlyTheVersionThatItNames() {
        try (MongoClient client = MongoClients.create(EmbeddedStack.breakable().mongoUri())) {
            MongoCollection<Document> versions = client.getDatabase("mongo-it").getCollection("versions");
            versions.insertMany(
                    List.of(new Document("_id", "a").append("v", 1L), new Document("_id", "b").append("v", 1L)));
            Document next = new Document("_id", "a").append("v", 2L);

            Bson first = Filters.and(Filters.eq("_id", "a"), Filters.eq("v", 1L));
            assertThat(versions.replaceOne(first, next).getMatchedCount()).isEqualTo(1);
            assertThat(versions.replaceOne(first, next).getMatchedCount()).isZero();
            assertThat(versions.find(Filters.and(Filters.lt("v", 2L), Filters.eq("_id", "b")))
                            .first())
                    .isNotNull();
            assertThat(versions.find(Filters.and(Filters.eq("_id", "a"), Filters.eq("_id", "b")))
                            .first())
                    .isNull();
        }
    }

    @Test
    void namedFieldsEqualThoseOfWholeDocuments() {
        try (MongoClient client = MongoClients.create(EmbeddedStack.breakable().mongoUri())) {
            MongoCollection<Document> collection =
                    client.getDatabase("mongo-it").getCollection("projected");
            collection.createIndex(Indexes.ascending("members", "at"));
            for (int i = 0; i < 20; i++) {
                collection.insertOne(new Document("_id", "d" + i)
                        .append("a", new Document("b", new byte[] {(byte) i}).append("c", null))
                        .append("members", List.of("u" + i % 3, "u" + i % 4))
                        .append("at", i % 5));
            }
            for (Bson query : List.of(
                    Filters.in("_id", "d7", "d3", "d99", "d7"),
                    Filters.eq("_id", "d5"),
                    Filters.and(Filters.in("_id", "d1", "d2", "d6"), Filters.eq("members", "u1")),
                    Filters.and(Filters.eq("members", "u2"), Filters.gt("at", 1)))) {
                List<Document> named = collection
                        .find(query)
                        .projection(Projections.include("a", "at", "none"))
                        .sort(Sorts.descending("at", "_id"))
                        .into(new ArrayList<>());
                List<Document> whole = collection
                        .find(query)
                        .sort(Sorts.descending("at", "_id"))
                        .into(new ArrayList<>());
                whole.forEach(document -> document.remove("members"));
                assertThat(named).as("%s", query).isNotEmpty().isEqualTo(whole);
                assertThat(collection.find(query).projection(Projections.exclude("members")))
                        .containsExactlyInAnyOrderElementsOf(whole);
            }
            collection.drop();
        }
    }

    /**
     * Updates of the forms that the store applies to a document's bytes, and the same ones in a form that the library
     * applies.
     */
    @Test
    void fieldsSetInBytesEqualThoseOfTheLibrary() {
        try (MongoClient client = MongoClients.create(EmbeddedStack.breakable().mongoUri())) {
            MongoCollection<Document> direct = client.getDatabase("mongo-it").getCollection("direct");
            MongoCollection<Document> byTheLibrary =
                    client.getDatabase("mongo-it").getCollection("by-the-library");
            List.of(direct, byTheLibrary).forEach(each -> each.createIndex(Indexes.ascending("members", "at")));
            Random random = new Random(11);
            for (int i = 0; i < 1_000; i++) {
                Bson guard = random.nextBoolean()
                        ? Filters.eq("_id", "d" + random.nextInt(5))
                        : Filters.and(
                                Filters.eq("_id", "d" + random.nextInt(5)),
                                Filters.not(Filters.gte("version", (long) i / 2)));
                List<Bson> sets = sets(random, i);
                UpdateOptions upsert =
                        new UpdateOptions().upsert(guard.toBsonDocument().containsKey("_id"));
                var one = direct.updateOne(guard, Updates.combine(sets), upsert);
                sets.add(Updates.unset("neverThere"));
                var other = byTheLibrary.updateOne(guard, Updates.combine(sets), upsert);
                assertThat(one).as("change %d: %s", i, sets).isEqualTo(other);
                assertThat(inOrder(direct)).as("change %d: %s", i, sets).isEqualTo(inOrder(byTheLibrary));
            }
            assertThat(all(direct, Filters.eq("members", "u1")))
                    .isNotEmpty()
                    .isEqualTo(all(byTheLibrary, Filters.eq("members", "u1")));
            direct.drop();
            byTheLibrary.drop();
        }
    }

    private static List<Bson> sets(Random random, int i) {
        List<Object> values = List.of(
                "text",
                i,
                (long) i,
                i / 3.0,
                true,
                new Date(i),
                new Document("a", List.of(1, "b", new Document())),
                List.of("u" + random.nextInt(4)),
                new ObjectId(),
                new byte[] {1, 2, 3},
                Pattern.compile("a.b", Pattern.CASE_INSENSITIVE));
        List<Bson> sets = new ArrayList<>(List.of(Updates.set("version", (long) i)));
        for (int n = random.nextInt(4); n > 0; n--) {
            Object value = values.get(random.nextInt(values.size()));
            sets.add(
                    switch (random.nextInt(6)) {
                        case 0 -> Updates.set("members", List.of("u" + random.nextInt(3)));
                        case 1 -> Updates.set("f" + random.nextInt(4), value);
                        case 2 -> Updates.set("nothing", null);
                        default -> Updates.set("m." + random.nextInt(12), value);
                    });
        }
        return new ArrayList<>(sets.stream()
                .collect(Collectors.toMap(
                        set -> set.toBsonDocument().getDocument("$set").getFirstKey(),
                        set -> set,
                        (_, last) -> last,
                        LinkedHashMap::new))
                .values());
    }

    private static List<String> inOrder(MongoCollection<Document> documents) {
        return documents
                .find()
                .sort(Sorts.ascending("_id"))
                .map(Document::toJson)
                .into(new ArrayList<>());
    }

    @Test
    void aReplacementMovesTheDocumentInTheIndexes() {
        try (MongoClient client = MongoClients.create(EmbeddedStack.breakable().mongoUri())) {
            MongoCollection<Document> chats = client.getDatabase("mongo-it").getCollection("replaced");
            chats.createIndex(Indexes.ascending("members", "at"));
            chats.createIndex(Indexes.ascending("name"), new IndexOptions().unique(true));
            chats.insertMany(List.of(
                    new Document("_id", "a").append("name", "x").append("members", List.of("u1")),
                    new Document("_id", "b").append("name", "y").append("members", List.of("u1"))));

            assertThat(chats.replaceOne(
                                    Filters.eq("_id", "a"), new Document("name", "z").append("members", List.of("u2")))
                            .getModifiedCount())
                    .isEqualTo(1);
            assertThat(chats.find(Filters.eq("members", "u1"))
                            .map(d -> d.getString("_id"))
                            .into(new ArrayList<>()))
                    .containsExactly("b");
            assertThat(chats.find(Filters.eq("members", "u2"))
                            .map(d -> d.getString("_id"))
                            .into(new ArrayList<>()))
                    .containsExactly("a");
            assertThatThrownBy(() -> chats.replaceOne(Filters.eq("_id", "a"), new Document("name", "y")))
                    .isInstanceOf(MongoWriteException.class);
            assertThat(chats.find(Filters.eq("name", "z")).first())
                    .as("as before the refused one")
                    .isNotNull();
            assertThatThrownBy(() -> chats.replaceOne(Filters.eq("_id", "a"), new Document("_id", "c")))
                    .isInstanceOf(MongoWriteException.class);
        }
    }

    private static Consumer<MongoCollection<Document>> change(Random random) {
        String id = "d" + random.nextInt(30);
        Bson one = Filters.eq("_id", id);
        String user = "u" + random.nextInt(4);
        int at = random.nextInt(100);
        return switch (random.nextInt(8)) {
            case 6 -> documents -> documents.updateOne(Filters.and(one, Filters.lt("at", at)), Updates.set("at", at));
            case 7 ->
                documents -> documents.replaceOne(
                        new Document("_id", id).append("state", user),
                        new Document("members", List.of(user)).append("at", at));
            case 0 -> documents -> documents.deleteOne(one);
            case 1 ->
                documents -> documents.updateMany(Filters.eq("members", user), Updates.set("state", "of-" + user));
            case 2 -> documents -> documents.updateOne(one, Updates.addToSet("members", user));
            case 3 -> documents -> documents.updateOne(one, Updates.pull("members", user));
            case 4 ->
                documents -> documents.updateOne(
                        one,
                        Updates.combine(Updates.set("state", user), Updates.set("at", at)),
                        new UpdateOptions().upsert(true));
            default ->
                documents -> documents.replaceOne(
                        one,
                        new Document("members", List.of(user, "u1"))
                                .append("at", at)
                                .append("state", null),
                        new ReplaceOptions().upsert(true));
        };
    }

    private static Bson query(Random random) {
        String user = "u" + random.nextInt(4);
        return switch (random.nextInt(9)) {
            case 8 -> Filters.and(Filters.in("_id", "d" + random.nextInt(30), "d1", "d2"), Filters.eq("members", user));
            case 6 -> new Document("_id", "d" + random.nextInt(30)).append("members", user);
            case 7 -> Filters.or(Filters.eq("members", user), Filters.eq("_id", "d1"));
            case 0 -> Filters.eq("members", user);
            case 1 -> Filters.and(Filters.eq("members", user), Filters.lt("at", 50));
            case 2 -> Filters.eq("state", "of-" + user);
            case 3 -> Filters.eq("state", null);
            case 4 -> Filters.in("members", user, "u" + random.nextInt(6));
            default -> Filters.and(Filters.ne("members", user), Filters.eq("state", user));
        };
    }

    private static List<Document> all(MongoCollection<Document> documents, Bson query) {
        return documents.find(query).sort(Sorts.ascending("at", "_id")).into(new ArrayList<>());
    }

    @Test
    void anOutageRefusesEverythingAndKeepsTheData() {
        try (EmbeddedMongo mongo = EmbeddedMongo.start();
                MongoClient client = MongoClients.create(mongo.uri() + NO_WAITING)) {
            MongoCollection<Document> kept = client.getDatabase("mongo-it").getCollection("kept");
            kept.insertOne(new Document("_id", 1));

            mongo.stop();
            assertThatThrownBy(kept::countDocuments).isInstanceOf(MongoException.class);

            mongo.startAgain();
            // A client that knew of the outage looks again after half a second, which is all that this one waits.
            try (MongoClient patient = MongoClients.create(mongo.uri())) {
                assertThat(patient.getDatabase("mongo-it").getCollection("kept").countDocuments())
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void aLaterStoreContinuesFromTheSnapshotWithIndexes() throws Exception {
        int port = LoopbackPorts.anyFree();
        try (EmbeddedMongo mongo = EmbeddedMongo.restore(port, directory)) {
            assertThat(mongo.origin()).as("nothing was written yet").isEmpty();
            mongo.startAgain();
            try (MongoClient client = MongoClients.create(mongo.uri())) {
                withUsers(client).insertMany(List.of(user("ana"), user("luis")));
            }
            mongo.snapshot("cluster-1");
        }
        try (EmbeddedMongo mongo = EmbeddedMongo.restore(port, directory)) {
            assertThat(mongo.origin()).contains("cluster-1");
            assertThat(mongo.everywhere("users")).hasSize(2);
            mongo.startAgain();
            try (MongoClient client = MongoClients.create(mongo.uri())) {
                MongoCollection<Document> users = withUsers(client);
                assertThat(users.find(Filters.eq("member", "of-ana")).into(new ArrayList<>()))
                        .containsExactly(user("ana"));
                assertThatThrownBy(() -> users.insertOne(user("ana").append("_id", "another")))
                        .isInstanceOf(MongoWriteException.class)
                        .hasMessageContaining("E11000");
                assertThat(users.replaceOne(
                                        Filters.eq("_id", "luis"), user("luis").append("v", 2L))
                                .getMatchedCount())
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void aStoreThatGivesUpItsSnapshotIsEmpty() throws Exception {
        try (EmbeddedMongo mongo = EmbeddedMongo.restore(LoopbackPorts.anyFree(), directory)) {
            mongo.startAgain();
            try (MongoClient client = MongoClients.create(mongo.uri())) {
                withUsers(client).insertOne(user("ana"));
            }
            mongo.snapshot("cluster-1");
        }
        try (EmbeddedMongo mongo = EmbeddedMongo.restore(LoopbackPorts.anyFree(), directory)) {
            mongo.refill("it is of another cluster");
            assertThat(mongo.origin()).isEmpty();
            assertThat(mongo.everywhere("users")).isEmpty();
        }
    }

    @Test
    void aDroppedDatabaseLeavesTheSnapshotAndIsRecreated() throws Exception {
        try (EmbeddedMongo mongo = EmbeddedMongo.restore(LoopbackPorts.anyFree(), directory)) {
            mongo.startAgain();
            try (MongoClient client = MongoClients.create(mongo.uri())) {
                withUsers(client).insertOne(user("ana"));
                client.getDatabase("other").getCollection("users").insertOne(user("luis"));
            }
            mongo.snapshot("cluster-1");
        }
        try (EmbeddedMongo mongo = EmbeddedMongo.restore(LoopbackPorts.anyFree(), directory)) {
            assertThat(mongo.drop("nothing")).isEmpty();
            assertThat(mongo.drop("mongo-it")).isEqualTo(Map.of("users", 1));
            assertThat(mongo.snapshot("cluster-1")).isTrue();
        }
        try (EmbeddedMongo mongo = EmbeddedMongo.restore(LoopbackPorts.anyFree(), directory)) {
            assertThat(mongo.everywhere("users")).hasSize(1);
            mongo.startAgain();
            try (MongoClient client = MongoClients.create(mongo.uri())) {
                withUsers(client).insertOne(user("ana"));
                assertThat(client.getDatabase("mongo-it").getCollection("users").countDocuments())
                        .isEqualTo(1);
            }
        }
    }

    private static MongoCollection<Document> withUsers(MongoClient client) {
        MongoCollection<Document> users = client.getDatabase("mongo-it").getCollection("users");
        users.createIndex(Indexes.ascending("name"), new IndexOptions().unique(true));
        users.createIndex(Indexes.ascending("member"));
        return users;
    }

    private static Document user(String name) {
        return new Document("_id", name).append("name", name).append("member", List.of("of-" + name));
    }

    @Test
    void aTakenPortIsNamedInOneLine() {
        try (EmbeddedMongo first = EmbeddedMongo.start()) {
            int port = Integer.parseInt(first.uri().substring(first.uri().lastIndexOf(':') + 1));
            assertThatThrownBy(() -> EmbeddedMongo.start(port))
                    .isInstanceOf(EmbeddedStartException.class)
                    .hasMessage("The embedded document store did not start: port %d is taken", port);
        }
    }
}
