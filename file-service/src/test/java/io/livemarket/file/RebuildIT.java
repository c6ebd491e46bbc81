package io.livemarket.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.livemarket.events.Ids;
import io.livemarket.events.moderation.ModerationEvent.ReportResolved;
import io.livemarket.events.moderation.ReportOutcome;
import io.livemarket.file.testing.Pictures;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/**
 * Read models and local state can be dropped at any time: replaying the topics restores equal documents and decisions.
 */
class RebuildIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void rebuiltReadModelsHaveEqualDocumentsAndRights() {
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
            UUID report = service.reported(ana, 1, gone, kept);
            service.takenBack(chat, ana, message);
            await().atMost(LIMIT)
                    .until(() -> ana.rest().get("/files/" + gone).status() == 404 && service.objectsOf(gone) == 1);
            service.publish(new ReportResolved(
                    ana.user(), 2, report, bea.user(), Ids.next(), ReportOutcome.UPHELD, null, Instant.now()));
            await().atMost(LIMIT)
                    .until(() ->
                            service.database().getCollection("evidence").countDocuments(Filters.exists("releaseAt"))
                                    == 2);
            ana.rest().delete("/files/" + alone);
            UUID former = FileCalls.id(ana.upload("d.png", Pictures.png(50, 50)));
            UUID avatar = FileCalls.id(ana.upload("e.png", Pictures.png(50, 50)));
            service.profile(ana, 2, "/files/" + former + "/avatar");
            service.profile(ana, 3, "/files/" + avatar + "/avatar");
            await().atMost(LIMIT).until(() -> service.eventsOf(former).size() == 4);
            assertThat(service.stranger().get("/files/" + avatar + "/avatar").status())
                    .isEqualTo(200);
            String before = contents(service.database());

            service.whileStopped(MongoDatabase::drop);
            assertThat(contents(service.database())).isEqualTo(before).contains(kept.toString());
            bea.rest().get("/files/" + kept).expect(200);
            assertThat(service.stranger().get("/files/" + avatar + "/avatar").status())
                    .isEqualTo(200);
            assertThat(service.eventsOf(avatar)).hasSize(2);

            service.whileStopped(
                    database -> database.getCollection("projection_offsets").drop());
            assertThat(contents(service.database())).as("applied twice").isEqualTo(before);
        }
    }

    /** As {@code livemarket rebuild file} does it. */
    @Test
    void theDecidersStateIsRebuiltFromTheirTopics() {
        try (RunningFileService service = new RunningFileService()) {
            FileCalls ana = service.somebody();
            UUID chat = service.chat(ana, service.somebody());
            UUID file = FileCalls.id(ana.upload("a.png", Pictures.png(5, 5)));
            UUID alone = FileCalls.id(ana.upload("b.png", Pictures.png(5, 5)));
            UUID message = service.sent(chat, ana, file);
            await().atMost(LIMIT).until(() -> service.eventsOf(file).size() == 2);

            service.stop();
            service.dropLocalState();
            service.start();

            service.takenBack(chat, ana, message);
            await().atMost(LIMIT).until(() -> service.eventsOf(file).size() == 4);
            assertThat(ana.rest().delete("/files/" + alone).status()).isEqualTo(204);
            assertThat(service.eventsOf(alone)).hasSize(2);
        }
    }

    private static String contents(MongoDatabase database) {
        StringBuilder all = new StringBuilder();
        for (String collection :
                new String[] {"files", "holdings", "chat_members", "carried_files", "messages", "avatars", "evidence"
                }) {
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
