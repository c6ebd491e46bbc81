package io.livemarket.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.embedded.EmbeddedStack;
import io.livemarket.events.notifications.NotificationEvent;
import io.livemarket.events.notifications.NotificationEvent.NotificationRaised;
import io.livemarket.kit.testing.RecordedTopics;
import io.livemarket.notification.kafka.NotificationTopics;
import io.livemarket.notification.testing.ChatLog;
import io.livemarket.notification.testing.Person;
import io.livemarket.notification.testing.RunningNotificationService;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** This version goes on from the recorded data of the version that decided with Kafka Streams. */
class FormerDataIT {

    private static final Duration A_WHILE = Duration.ofSeconds(60);
    private static final int PARTITIONS = 3;
    private static final RecordedTopics DATA = RecordedTopics.of(FormerDataIT.class, "/former/streams-engine.json");
    private static EmbeddedStack stack;
    private static RunningNotificationService service;

    private final UUID ana = UUID.fromString(known("ana"));
    private final UUID carla = UUID.fromString(known("carla"));
    private final Person bea =
            new Person(UUID.fromString(known("bea")), "bea", service.as(UUID.fromString(known("bea"))));

    @BeforeAll
    static void start() {
        stack = EmbeddedStack.start();
        DATA.writeTo(stack.bootstrapServers(), PARTITIONS);
        service = RunningNotificationService.on(
                stack, List.of(known("vapidPublic"), known("vapidPrivate")), "--livemarket.notification.push.after=1s");
    }

    @AfterAll
    static void stop() {
        if (service != null) {
            service.close();
        }
        if (stack != null) {
            stack.close();
        }
    }

    private static String known(String name) {
        return DATA.known(name);
    }

    private ChatLog chat(String name, long version, long seq, UUID other) {
        return ChatLog.existing(service::write, UUID.fromString(known(name)), version, seq, other, bea.id());
    }

    /** The fourth message was a fact on its way; the count goes on, under the notification that was open. */
    @Test
    void formerFactsAreCountedOnceAndNotificationsGoOn() {
        JsonNode open = bea
                .awaitUnread(all -> all.stream()
                        .anyMatch(n -> n.path("chatId").asString().equals(known("chat"))
                                && n.path("count").asLong() >= 4))
                .stream()
                .filter(n -> n.path("chatId").asString().equals(known("chat")))
                .findFirst()
                .orElseThrow();
        assertThat(open.path("id").asString()).isEqualTo(known("notification"));
        chat("chat", 5, 4, ana).say(ana, "cinco");
        JsonNode next = bea
                .awaitUnread(all -> all.stream()
                        .anyMatch(n -> n.path("chatId").asString().equals(known("chat"))
                                && n.path("count").asLong() == 5))
                .stream()
                .filter(n -> n.path("chatId").asString().equals(known("chat")))
                .findFirst()
                .orElseThrow();
        assertThat(next.path("id").asString()).isEqualTo(known("notification"));
        List<Long> versions =
                service.events(bea.id()).stream().map(e -> e.version()).toList();
        for (int i = 0; i < versions.size(); i++) {
            assertThat(versions.get(i)).isEqualTo(i + 1);
        }
    }

    @Test
    void aMuteABlockAndPreferencesHold() {
        long before = bea.unreadMessages();
        chat("muted", 3, 2, carla).say(carla, "en silencio");
        UUID dora = UUID.fromString(known("dora"));
        chat("blocked", 2, 1, dora).say(dora, "no");
        await().atMost(A_WHILE).until(() -> bea.unreadMessages() >= before + 2);
        assertThat(service.events(bea.id()))
                .filteredOn(NotificationRaised.class::isInstance)
                .noneMatch(event -> isOf("blocked", event))
                .filteredOn(event -> isOf("muted", event))
                .as("raised before it was muted")
                .hasSize(1);
        assertThat(bea.rest().get("/notifications/preferences").expect(200).toString())
                .contains("\"hideSender\":true")
                .contains(known("muted"));
    }

    private static boolean isOf(String chat, NotificationEvent event) {
        return ((NotificationRaised) event).chatId() != null
                && ((NotificationRaised) event).chatId().toString().equals(known(chat));
    }

    @Test
    void aClearedNotificationIsNotRaisedAgain() {
        assertThat(bea.unread()).noneMatch(n -> n.path("id").asString().equals(known("cleared")));
        assertThat(service.events(bea.id()))
                .filteredOn(event ->
                        event.toString().contains("Raised") && event.toString().contains(known("cleared")))
                .hasSize(1);
    }

    @Test
    void aDeviceThatSubscribedIsPushedTo() {
        service.group(carla, bea.id()).say(carla, "hola");
        await().atMost(A_WHILE)
                .until(() -> service.records(NotificationTopics.PUSHES.name()).stream()
                        .anyMatch(push -> push.key().equals(bea.id().toString())));
        bea.rest().delete("/notifications/subscriptions/" + known("device")).expect(204);
    }
}
