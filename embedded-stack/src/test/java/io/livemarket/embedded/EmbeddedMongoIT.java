package io.livemarket.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.Test;

class EmbeddedMongoIT {

    private static final String NO_WAITING = "/?serverSelectionTimeoutMS=500&connectTimeoutMS=500";

    @Test
    void documentsAreInsertedReadChangedAndDeleted() {
        try (MongoClient client = MongoClients.create(EmbeddedStack.shared().mongoUri())) {
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
        try (MongoClient client = MongoClients.create(EmbeddedStack.shared().mongoUri())) {
            MongoCollection<Document> buckets = client.getDatabase("mongo-it").getCollection("bulk");
            UpdateOptions upsert = new UpdateOptions().upsert(true);
            buckets.bulkWrite(List.of(
                    new UpdateOneModel<>(Filters.eq("_id", "c:0"), Updates.push("messages", "one"), upsert),
                    new UpdateOneModel<>(Filters.eq("_id", "c:0"), Updates.push("messages", "two"), upsert),
                    new ReplaceOneModel<>(Filters.eq("_id", "offset"), new Document("_id", "offset").append("at", 2L),
                            new ReplaceOptions().upsert(true))));

            assertThat(buckets.find(Filters.eq("_id", "c:0")).first())
                    .isEqualTo(new Document("_id", "c:0").append("messages", List.of("one", "two")));
            assertThat(buckets.find(Filters.eq("_id", "offset")).first()).containsEntry("at", 2L);
        }
    }

    /** The same things happen to a collection with indexes and to one without: what is found must be the same. */
    @Test
    void anIndexFindsWhatLookingAtEveryDocumentFinds() {
        try (MongoClient client = MongoClients.create(EmbeddedStack.shared().mongoUri())) {
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
            assertThat(all(plain, Filters.eq("members", "u1"))).as("there was something to find").isNotEmpty();
            plain.drop();
            indexed.drop();
        }
    }

    @Test
    void anUpdateThatNamesTheVersionItReplacesReplacesNoOther() {
        try (MongoClient client = MongoClients.create(EmbeddedStack.shared().mongoUri())) {
            MongoCollection<Document> versions = client.getDatabase("mongo-it").getCollection("versions");
            versions.insertMany(List.of(new Document("_id", "a").append("v", 1L), new Document("_id", "b").append("v", 1L)));
            Document next = new Document("_id", "a").append("v", 2L);

            Bson first = Filters.and(Filters.eq("_id", "a"), Filters.eq("v", 1L));
            assertThat(versions.replaceOne(first, next).getMatchedCount()).isEqualTo(1);
            assertThat(versions.replaceOne(first, next).getMatchedCount()).isZero();
            assertThat(versions.find(Filters.and(Filters.lt("v", 2L), Filters.eq("_id", "b"))).first()).isNotNull();
            assertThat(versions.find(Filters.and(Filters.eq("_id", "a"), Filters.eq("_id", "b"))).first()).isNull();
        }
    }

    private static Consumer<MongoCollection<Document>> change(Random random) {
        String id = "d" + random.nextInt(30);
        Bson one = Filters.eq("_id", id);
        String user = "u" + random.nextInt(4);
        int at = random.nextInt(100);
        return switch (random.nextInt(8)) {
            case 6 -> documents -> documents.updateOne(Filters.and(one, Filters.lt("at", at)), Updates.set("at", at));
            case 7 -> documents -> documents.replaceOne(new Document("_id", id).append("state", user),
                    new Document("members", List.of(user)).append("at", at));
            case 0 -> documents -> documents.deleteOne(one);
            case 1 -> documents -> documents.updateMany(Filters.eq("members", user), Updates.set("state", "of-" + user));
            case 2 -> documents -> documents.updateOne(one, Updates.addToSet("members", user));
            case 3 -> documents -> documents.updateOne(one, Updates.pull("members", user));
            case 4 -> documents -> documents.updateOne(one, Updates.combine(Updates.set("state", user), Updates.set("at", at)),
                    new UpdateOptions().upsert(true));
            default -> documents -> documents.replaceOne(one,
                    new Document("members", List.of(user, "u1")).append("at", at).append("state", null),
                    new ReplaceOptions().upsert(true));
        };
    }

    private static Bson query(Random random) {
        String user = "u" + random.nextInt(4);
        return switch (random.nextInt(8)) {
            case 6 -> new Document("_id", "d" + random.nextInt(30)).append("members", user);
            case 7 -> Filters.or(Filters.eq("members", user), Filters.eq("_id", "d1"));
            case 0 -> Filters.eq("members", user);
            case 1 -> Filters.and(Filters.eq("members", user), Filters.lt("at", 50));
            case 2 -> Filters.eq("state", "of-" + user);
            case 3 -> Filters.eq("state", null);
            case 4 -> Filters.in("members", user, "u9");
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
            assertThat(kept.countDocuments()).isEqualTo(1);
        }
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
