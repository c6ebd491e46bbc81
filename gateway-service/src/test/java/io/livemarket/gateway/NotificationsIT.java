package io.livemarket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.events.Ids;
import io.livemarket.events.Json;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.events.moderation.ModerationEvent.UserBlocked;
import io.livemarket.events.moderation.ModerationEvent.UserUnblocked;
import io.livemarket.events.notifications.ClearReason;
import io.livemarket.events.notifications.NotificationCommand;
import io.livemarket.events.notifications.NotificationCommand.ClearNotifications;
import io.livemarket.events.notifications.NotificationEvent;
import io.livemarket.events.notifications.NotificationEvent.ChatMuted;
import io.livemarket.events.notifications.NotificationEvent.ChatUnmuted;
import io.livemarket.events.notifications.NotificationEvent.NotificationRaised;
import io.livemarket.events.notifications.NotificationEvent.NotificationsCleared;
import io.livemarket.events.notifications.NotificationEvent.UnreadCounted;
import io.livemarket.events.notifications.NotificationResult;
import io.livemarket.events.notifications.NotificationResult.CommandAccepted;
import io.livemarket.events.notifications.NotificationResult.CommandRefused;
import io.livemarket.gateway.testing.TestGateway;
import io.livemarket.gateway.testing.TestSocket;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicTail;
import io.livemarket.testkit.running.TestProducer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Notifications between the log and sockets; the test publishes the events of notification-service. */
class NotificationsIT {

    private static final Instant AT = Instant.parse("2026-01-15T10:00:00Z");
    private static final TestGateway GATEWAY = TestGateway.shared();
    private static Producer<String, byte[]> producer;
    private static TopicTail commands;
    private static final List<NotificationCommand> HEARD = new CopyOnWriteArrayList<>();
    private static volatile boolean refusing;

    private final UUID alice = UUID.randomUUID();
    private final UUID bob = UUID.randomUUID();

    @BeforeAll
    static void start() throws InterruptedException {
        KafkaClients clients = GATEWAY.bean(KafkaClients.class);
        producer = TestProducer.create(clients.producer("it-notifications"));
        commands = TopicTail.fromEnd(
                "it-commands", clients, List.of(Topics.NOTIFICATIONS_COMMANDS), NotificationsIT::decide);
        assertThat(commands.awaitReady(Duration.ofSeconds(30))).isTrue();
    }

    @AfterAll
    static void stop() {
        commands.close();
        producer.close(Duration.ofSeconds(2));
    }

    private static void decide(ConsumerRecord<String, byte[]> record) {
        var command = (ClearNotifications) EventCodec.of(NotificationCommand.class)
                .read(record.headers(), record.value())
                .orElseThrow();
        assertThat(record.key()).isEqualTo(command.userId().toString());
        HEARD.add(command);
        UUID id = Envelope.id(record.headers(), Envelope.ID);
        NotificationResult result = refusing
                ? new CommandRefused(id, command.userId(), ErrorCode.INVALID_REQUEST)
                : new CommandAccepted(id, command.userId(), 1, 2);
        var types = EventCodec.of(NotificationResult.class);
        ProducerRecord<String, byte[]> answer = new ProducerRecord<>(
                Topics.NOTIFICATIONS_RESULTS.name(),
                Envelope.text(record.headers(), Envelope.ORIGIN),
                types.write(result));
        Envelope.describe(answer.headers(), id + "-r", types.types().nameOf(result), "/it", AT, command.userId());
        producer.send(answer);
    }

    private static void write(NotificationEvent event) {
        var codec = EventCodec.of(NotificationEvent.class);
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                Topics.NOTIFICATIONS_EVENTS.name(), event.userId().toString(), codec.write(event));
        Envelope.describe(
                record.headers(),
                event.userId() + "-" + event.version(),
                codec.types().nameOf(event),
                "/it",
                AT,
                event.userId());
        Envelope.audience(record.headers(), List.of(event.userId()));
        producer.send(record);
    }

    private NotificationRaised raised(UUID user, long version) {
        return new NotificationRaised(
                user, version, Ids.next(), "message", UUID.randomUUID(), bob, null, 3, 7L, AT, AT);
    }

    @Test
    void notificationsReachEveryDeviceOfTheirUserOnly() {
        try (TestSocket phone = GATEWAY.online(alice);
                TestSocket laptop = GATEWAY.online(alice);
                TestSocket other = GATEWAY.online(bob)) {
            NotificationRaised event = raised(alice, 1);
            write(event);
            write(new UnreadCounted(alice, 2, event.chatId(), 4, AT));
            write(new NotificationsCleared(alice, 3, List.of(event.id()), ClearReason.READ, event.chatId(), AT));
            write(raised(bob, 1));
            for (TestSocket device : List.of(phone, laptop)) {
                TestSocket.Event heard =
                        device.awaitEvent("notification:new", "id", event.id().toString());
                assertThat(heard.number("count")).isEqualTo(3);
                assertThat(heard.text("chatId")).isEqualTo(event.chatId().toString());
                device.awaitEvent(
                        "notification:clear",
                        e -> e.payload()
                                .path("ids")
                                .get(0)
                                .asString()
                                .equals(event.id().toString()));
            }
            other.awaitEvent("notification:new", "userId", bob.toString());
            assertThat(other.received()).noneMatch(e -> e.payload().toString().contains(alice.toString()));
            assertThat(phone.received())
                    .filteredOn(e -> e.name().startsWith("notification:"))
                    .hasSize(2);
        }
    }

    /** Without a version: in an event of a chat a client takes it for the chat's. */
    @Test
    void aMuteReachesEveryDeviceOfItsUserOnly() {
        UUID chat = UUID.randomUUID();
        try (TestSocket phone = GATEWAY.online(alice);
                TestSocket laptop = GATEWAY.online(alice);
                TestSocket other = GATEWAY.online(bob)) {
            write(new ChatMuted(alice, 1, chat, AT.plusSeconds(60), AT));
            write(new ChatUnmuted(alice, 2, chat, AT));
            write(raised(bob, 1));
            for (TestSocket device : List.of(phone, laptop)) {
                assertThat(device.awaitEvent("chat:muted", "chatId", chat.toString())
                                .payload())
                        .isEqualTo(Json.MAPPER.valueToTree(Map.of(
                                "chatId", chat, "until", AT.plusSeconds(60).toString(), "at", AT.toString())));
                assertThat(device.awaitEvent("chat:unmuted", "chatId", chat.toString())
                                .payload())
                        .isEqualTo(Json.MAPPER.valueToTree(Map.of("chatId", chat, "at", AT.toString())));
            }
            other.awaitEvent("notification:new", "userId", bob.toString());
            assertThat(other.received()).noneMatch(e -> e.name().startsWith("chat:"));
        }
    }

    @Test
    void aBlockReachesEveryDeviceOfTheBlockerOnly() {
        try (TestSocket phone = GATEWAY.online(alice);
                TestSocket laptop = GATEWAY.online(alice);
                TestSocket other = GATEWAY.online(bob)) {
            write(new UserBlocked(alice, 7, bob, AT));
            write(new UserUnblocked(alice, 8, bob, AT));
            for (TestSocket device : List.of(phone, laptop)) {
                for (String event : List.of("user:blocked", "user:unblocked")) {
                    assertThat(device.awaitEvent(event, "userId", bob.toString())
                                    .payload())
                            .isEqualTo(Json.MAPPER.valueToTree(Map.of("userId", bob, "at", AT.toString())));
                }
            }
            write(raised(bob, 1));
            other.awaitEvent("notification:new", "userId", bob.toString());
            assertThat(other.received())
                    .noneMatch(e -> e.name().startsWith("user:")
                            || e.payload().toString().contains(alice.toString()));
        }
    }

    private static void write(ModerationEvent event) {
        var codec = EventCodec.of(ModerationEvent.class);
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                Topics.MODERATION_EVENTS.name(), event.userId().toString(), codec.write(event));
        Envelope.describe(
                record.headers(),
                event.userId() + "-" + event.version(),
                codec.types().nameOf(event),
                "/it",
                AT,
                event.userId());
        producer.send(record);
    }

    @Test
    void clearingIsACommandOfTheConnectedUser() {
        UUID chat = UUID.randomUUID();
        UUID id = Ids.next();
        try (TestSocket phone = GATEWAY.online(alice)) {
            for (Map<String, Object> payload : List.<Map<String, Object>>of(
                    Map.of("chatId", chat, "userId", bob), Map.of("ids", List.of(id)), Map.of("upTo", AT.toString()))) {
                JsonNode answer = phone.ask("notification:clear", payload);
                assertThat(answer.path("ok").asBoolean()).isTrue();
                assertThat(answer.path("cleared").asLong()).isEqualTo(2);
            }
        }
        assertThat(HEARD)
                .filteredOn(c -> c.userId().equals(alice))
                .extracting(ClearNotifications.class::cast)
                .extracting(c -> Stream.of(c.ids(), c.chatId(), c.upTo())
                        .map(String::valueOf)
                        .toList())
                .containsExactly(
                        List.of("null", chat.toString(), "null"),
                        List.of("[" + id + "]", "null", "null"),
                        List.of("null", "null", AT.toString()));
        assertThat(HEARD).noneMatch(c -> c.userId().equals(bob));
    }

    @Test
    void aRefusalIsAnsweredAsOne() {
        refusing = true;
        try (TestSocket phone = GATEWAY.online(alice)) {
            JsonNode answer = phone.ask("notification:clear", Map.of("chatId", UUID.randomUUID()));
            assertThat(answer.path("ok").asBoolean()).isFalse();
            assertThat(answer.path("error").path("code").asString()).isEqualTo("invalid_request");
        } finally {
            refusing = false;
        }
    }

    @Test
    void anEmptyOrTooLongSelectionIsRefused() {
        List<String> thousand =
                Stream.generate(() -> Ids.next().toString()).limit(1_000).toList();
        try (TestSocket phone = GATEWAY.online(alice)) {
            for (Object payload : List.of(
                    Map.of(),
                    "all",
                    List.of(),
                    Map.of("ids", List.of()),
                    Map.of("ids", thousand),
                    Map.of("ids", "x"),
                    Map.of("upTo", "yesterday"),
                    Map.of("upTo", 7),
                    Map.of("chatId", UUID.randomUUID(), "upTo", AT.toString()))) {
                assertRefused(phone.ask("notification:clear", payload), "invalid_request");
            }
            assertRefused(phone.ask("notification:clear", Map.of("ids", List.of("x"))), "invalid_id");
            assertRefused(phone.ask("notification:clear", Map.of("ids", List.of(7))), "invalid_id");
            assertRefused(phone.ask("notification:clear", Map.of("chatId", "x")), "invalid_id");
            await().during(Duration.ofMillis(200))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> HEARD.stream().noneMatch(c -> c.userId().equals(alice)));
        }
    }

    private static void assertRefused(JsonNode answer, String code) {
        assertThat(answer.path("ok").asBoolean()).isFalse();
        assertThat(answer.path("error").path("code").asString()).isEqualTo(code);
    }
}
