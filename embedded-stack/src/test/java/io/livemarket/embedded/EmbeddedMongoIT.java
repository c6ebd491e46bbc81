package io.livemarket.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.util.List;
import org.bson.Document;
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
