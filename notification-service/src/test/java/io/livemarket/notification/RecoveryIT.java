package io.livemarket.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.notifications.NotificationEvent.NotificationRaised;
import io.livemarket.kit.engine.DeciderEngine;
import io.livemarket.kit.health.PartStatus;
import io.livemarket.notification.testing.ChatLog;
import io.livemarket.notification.testing.Person;
import io.livemarket.notification.testing.RunningNotificationService;
import io.livemarket.notification.testing.Talks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Users get each notification once, whichever instance, state or read model is stopped, lost or dropped. */
class RecoveryIT {

    private static final Duration A_WHILE = Duration.ofSeconds(90);
    private static RunningNotificationService service;

    @BeforeAll
    static void start() {
        service = RunningNotificationService.alone();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void unreadCountsAreThoseOfTheChat() {
        Talks talks = new Talks(service, 6);
        talks.converse(new Random(3), 400);
        talks.assertTold();
    }

    /** Stopped in the middle of the stream; {@link KilledServiceIT} kills it. */
    @Test
    void stoppingItAtAnyMomentLosesAndDoublesNothing() throws InterruptedException {
        Talks talks = new Talks(service, 6);
        Random random = new Random(5);
        Thread stream = Thread.ofPlatform().start(() -> talks.converse(random, 600));
        DeciderEngine engine = service.bean(DeciderEngine.class);
        for (int i = 0; i < 3; i++) {
            int seen = service.records(Topics.NOTIFICATIONS_EVENTS.name()).size();
            await().atMost(A_WHILE)
                    .until(() ->
                            service.records(Topics.NOTIFICATIONS_EVENTS.name()).size() > seen || !stream.isAlive());
            engine.stop();
            engine.start();
            await().atMost(A_WHILE).until(() -> engine.status().state() == PartStatus.State.WORKING);
        }
        stream.join();
        talks.assertTold();
        talks.assertConsistent();
    }

    @Test
    void aPendingNotificationIsSentAfterARestart() {
        Person ana = Person.of(service, "ana");
        Person bea = Person.of(service, "bea");
        ChatLog chat = service.chat(ana.id(), bea.id());
        chat.say(ana.id(), "justo antes");
        service.stop();
        service.start();
        assertThat(bea.awaitOne(1).path("chatId").asString())
                .isEqualTo(chat.id().toString());
        bea.rest().put("/chats/" + chat.id() + "/mute", Map.of("muted", true)).expect(204);
        service.stop();
        service.start();
        chat.say(ana.id(), "en silencio");
        await().atMost(A_WHILE).until(() -> bea.unreadMessages() == 2);
        assertThat(service.events(bea.id()))
                .filteredOn(NotificationRaised.class::isInstance)
                .hasSize(1);
    }

    @Test
    void droppingTheReadModelAndReplayingGivesTheSameDocuments() {
        Talks talks = new Talks(service, 6);
        talks.converse(new Random(7), 300);
        talks.assertTold();
        Person bea = talks.somebody();
        bea.rest()
                .put(
                        "/notifications/preferences",
                        Map.of(
                                "kinds",
                                List.of(Map.of("kind", "message", "inApp", true, "push", false)),
                                "hideSender",
                                true,
                                "quietHours",
                                Map.of("from", "22:00", "to", "07:00", "zone", "Europe/Madrid")))
                .expect(200);
        bea.rest()
                .put("/chats/" + talks.someChat() + "/mute", Map.of("muted", true))
                .expect(204);
        String before = digest(service.database());
        service.whileStopped(MongoDatabase::drop);
        await().atMost(A_WHILE)
                .untilAsserted(() -> assertThat(digest(service.database())).isEqualTo(before));
        service.whileStopped(
                database -> database.getCollection("projection_offsets").drop());
        await().atMost(A_WHILE)
                .untilAsserted(() -> assertThat(digest(service.database())).isEqualTo(before));
        talks.assertTold();
    }

    /** The stored offsets are those of a complete read model, and a document is missing: the next event shows that. */
    @Test
    void aStoreThatIsBehindItsOffsetsHeals() {
        Person ana = Person.of(service, "ana");
        Person bea = Person.of(service, "bea");
        ChatLog chat = service.chat(ana.id(), bea.id());
        chat.say(ana.id(), "uno");
        bea.awaitOne(1);
        chat.say(ana.id(), "dos");
        bea.awaitOne(2);
        service.database()
                .getCollection("users")
                .deleteOne(Filters.eq("_id", bea.id().toString()));
        chat.say(ana.id(), "tres");
        bea.awaitOne(3);
    }

    private static String digest(MongoDatabase database) {
        TreeMap<String, String> documents = new TreeMap<>();
        for (Document document : database.getCollection("users").find()) {
            documents.put(document.getString("_id"), document.toJson());
        }
        assertThat(documents).isNotEmpty();
        return documents.toString();
    }
}
