package io.livemarket.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.notifications.NotificationEvent;
import io.livemarket.events.notifications.NotificationEvent.NotificationRaised;
import io.livemarket.events.notifications.NotificationEvent.NotificationsCleared;
import io.livemarket.events.notifications.NotificationEvent.UnreadCounted;
import io.livemarket.notification.kafka.NotificationEngine;
import io.livemarket.notification.testing.ChatLog;
import io.livemarket.notification.testing.Person;
import io.livemarket.notification.testing.RunningNotificationService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever is stopped, lost or dropped, users come to be told the same, and each thing once. */
class RecoveryIT {

    private static final Duration A_WHILE = Duration.ofSeconds(40);
    private static RunningNotificationService service;

    @BeforeAll
    static void start() {
        service = RunningNotificationService.alone();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /** A chat with what chat-service's rule says of it: seq − readUpTo − own messages after readUpTo. */
    private static final class Talk {
        private final ChatLog log;
        private final List<Person> people;
        private final List<UUID> senders = new ArrayList<>();
        private final Map<UUID, Long> readUpTo = new HashMap<>();

        Talk(Person one, Person other) {
            log = service.chat(one.id(), other.id());
            people = List.of(one, other);
        }

        void say(Person who) {
            log.say(who.id(), "m");
            senders.add(who.id());
            if (readUpTo.getOrDefault(who.id(), 0L) == log.seq() - 1) {
                readUpTo.put(who.id(), log.seq());
            }
        }

        void read(Person who, long upTo) {
            if (upTo > readUpTo.getOrDefault(who.id(), 0L)) {
                readUpTo.put(who.id(), upTo);
                log.read(who.id(), upTo);
            }
        }

        long unread(Person who) {
            long read = readUpTo.getOrDefault(who.id(), 0L);
            long own = LongStream.range(read, log.seq()).filter(i -> senders.get((int) i).equals(who.id())).count();
            return log.seq() - read - own;
        }
    }

    private static List<Talk> talks() {
        List<Talk> talks = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            talks.add(new Talk(Person.of(service, "ana"), Person.of(service, "bea")));
        }
        return talks;
    }

    private static void converse(List<Talk> talks, Random random, int steps) {
        for (int i = 0; i < steps; i++) {
            Talk talk = talks.get(random.nextInt(talks.size()));
            Person who = talk.people.get(random.nextInt(2));
            switch (random.nextInt(5)) {
                case 0, 1, 2 -> talk.say(who);
                case 3 -> {
                    if (talk.log.seq() > 0) {
                        talk.read(who, 1 + random.nextLong(talk.log.seq()));
                    }
                }
                default -> {
                    if (talk.log.seq() > 0) {
                        talk.log.delivered(who.id(), talk.log.seq());
                    }
                }
            }
        }
    }

    private static void assertTold(List<Talk> talks) {
        for (Talk talk : talks) {
            for (Person who : talk.people) {
                await().atMost(A_WHILE).untilAsserted(
                        () -> assertThat(who.unreadMessages()).isEqualTo(talk.unread(who)));
                assertThat(who.unread()).hasSize(talk.unread(who) == 0 ? 0 : 1);
            }
        }
    }

    @Test
    void unreadCountsAreThoseOfTheChat() {
        List<Talk> talks = talks();
        converse(talks, new Random(3), 400);
        assertTold(talks);
    }

    /** Closed in the middle of the stream, and with its transaction thrown away, as often as not. */
    @Test
    void stoppingItAtAnyMomentLosesAndDoublesNothing() throws InterruptedException {
        List<Talk> talks = talks();
        Random random = new Random(5);
        Thread stream = Thread.ofPlatform().start(() -> converse(talks, random, 600));
        NotificationEngine engine = service.bean(NotificationEngine.class);
        for (int i = 0; i < 3; i++) {
            int seen = service.records(Topics.NOTIFICATIONS_EVENTS.name()).size();
            await().atMost(A_WHILE).until(() ->
                    service.records(Topics.NOTIFICATIONS_EVENTS.name()).size() > seen || !stream.isAlive());
            engine.stop();
            engine.start();
            await().atMost(A_WHILE).until(engine::isDeciding);
        }
        stream.join();
        assertTold(talks);
        for (Talk talk : talks) {
            for (Person who : talk.people) {
                assertConsistent(service.events(who.id()));
            }
        }
    }

    /** Versions without gaps, and no two events that say the same. */
    private static void assertConsistent(List<NotificationEvent> events) {
        long version = 0;
        Object last = null;
        TreeSet<UUID> cleared = new TreeSet<>();
        for (NotificationEvent event : events) {
            assertThat(event.version()).isEqualTo(++version);
            Object says = switch (event) {
                case NotificationRaised e -> {
                    assertThat(cleared).as("what was cleared is not raised again").doesNotContain(e.id());
                    yield e.id() + " " + e.count() + " " + e.upToSeq();
                }
                case UnreadCounted e -> e.unread();
                case NotificationsCleared e -> {
                    e.ids().forEach(id -> assertThat(cleared.add(id)).as("cleared once").isTrue());
                    yield e.ids();
                }
                default -> event;
            };
            assertThat(says).isNotEqualTo(last);
            last = says;
        }
    }

    @Test
    void whatWasAboutToBeToldIsToldAfterARestart() {
        Person ana = Person.of(service, "ana");
        Person bea = Person.of(service, "bea");
        ChatLog chat = service.chat(ana.id(), bea.id());
        chat.say(ana.id(), "justo antes");
        service.stop();
        service.start();
        assertThat(bea.awaitOne(1).path("chatId").asString()).isEqualTo(chat.id().toString());
        bea.rest().put("/chats/" + chat.id() + "/mute", Map.of("muted", true)).expect(204);
        service.stop();
        service.start();
        chat.say(ana.id(), "en silencio");
        await().atMost(A_WHILE).until(() -> bea.unreadMessages() == 2);
        assertThat(service.events(bea.id())).filteredOn(NotificationRaised.class::isInstance).hasSize(1);
    }

    @Test
    void droppingTheReadModelAndReplayingGivesTheSameDocuments() {
        List<Talk> talks = talks();
        converse(talks, new Random(7), 300);
        assertTold(talks);
        Person bea = talks.getFirst().people.getLast();
        bea.rest().put("/notifications/preferences", Map.of("kinds", List.of(Map.of("kind", "message", "inApp", true,
                "push", false)), "hideSender", true, "quietHours",
                Map.of("from", "22:00", "to", "07:00", "zone", "Europe/Madrid"))).expect(200);
        bea.rest().put("/chats/" + talks.getFirst().log.id() + "/mute", Map.of("muted", true)).expect(204);
        String before = digest(service.database());
        whileStopped(MongoDatabase::drop);
        await().atMost(A_WHILE).untilAsserted(() -> assertThat(digest(service.database())).isEqualTo(before));
        whileStopped(database -> database.getCollection("projection_offsets").drop());
        await().atMost(A_WHILE).untilAsserted(() -> assertThat(digest(service.database())).isEqualTo(before));
        assertTold(talks);
    }

    /** Its offsets say that everything is there, and a document is not: the next event shows it. */
    @Test
    void aStoreThatIsBehindItsOffsetsHeals() {
        Person ana = Person.of(service, "ana");
        Person bea = Person.of(service, "bea");
        ChatLog chat = service.chat(ana.id(), bea.id());
        chat.say(ana.id(), "uno");
        bea.awaitOne(1);
        chat.say(ana.id(), "dos");
        bea.awaitOne(2);
        service.database().getCollection("users").deleteOne(Filters.eq("_id", bea.id().toString()));
        chat.say(ana.id(), "tres");
        bea.awaitOne(3);
    }

    private static void whileStopped(Consumer<MongoDatabase> work) {
        service.stop();
        try (MongoClient client = MongoClients.create(service.stack().mongoUri())) {
            work.accept(client.getDatabase(service.databaseName()));
        }
        service.start();
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
