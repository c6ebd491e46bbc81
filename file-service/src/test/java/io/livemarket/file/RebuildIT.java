package io.livemarket.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.livemarket.file.testing.Pictures;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** The read models can be dropped at any time: replaying the topics gives the same documents. */
class RebuildIT {

    @Test
    void droppingTheReadModelsAndReplayingGivesTheSameDocumentsAndTheSameRights() {
        try (RunningFileService service = new RunningFileService()) {
            FileCalls ana = service.somebody();
            FileCalls bea = service.somebody();
            UUID chat = service.chat(ana, bea);
            UUID kept = FileCalls.id(ana.upload("a.png", Pictures.png(5, 5)));
            UUID gone = FileCalls.id(ana.upload("b.png", Pictures.png(5, 5)));
            UUID alone = FileCalls.id(ana.upload("c.png", Pictures.png(5, 5)));
            service.sent(chat, ana, kept);
            UUID message = service.sent(chat, ana, gone);
            bea.rest().get("/files/" + kept).expect(200);
            service.takenBack(chat, ana, message);
            org.awaitility.Awaitility.await().atMost(java.time.Duration.ofSeconds(60)).until(() -> ana.rest().get("/files/" + gone).status() == 404);
            ana.rest().delete("/files/" + alone);
            String before = contents(service.database());

            service.stop();
            try (MongoClient client = MongoClients.create(service.mongoUri())) {
                client.getDatabase(service.databaseName()).drop();
            }
            service.start();
            assertThat(contents(service.database())).isEqualTo(before).contains(kept.toString());
            bea.rest().get("/files/" + kept).expect(200);

            service.stop();
            try (MongoClient client = MongoClients.create(service.mongoUri())) {
                client.getDatabase(service.databaseName()).getCollection("projection_offsets").drop();
            }
            service.start();
            assertThat(contents(service.database())).as("applied twice").isEqualTo(before);
        }
    }

    private static String contents(MongoDatabase database) {
        StringBuilder all = new StringBuilder();
        for (String collection : new String[] {"files", "holdings", "chats", "carriers", "messages"}) {
            TreeSet<String> documents = new TreeSet<>();
            for (Document document : database.getCollection(collection).find()) {
                documents.add(String.valueOf(sorted(document)));
            }
            all.append(collection).append(documents).append('\n');
        }
        return all.toString();
    }

    private static Object sorted(Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        TreeMap<String, Object> fields = new TreeMap<>();
        map.forEach((name, field) -> fields.put((String) name, sorted(field)));
        return fields;
    }
}
