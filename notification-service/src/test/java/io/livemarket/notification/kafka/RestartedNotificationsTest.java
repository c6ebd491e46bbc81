package io.livemarket.notification.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Ids;
import io.livemarket.events.Json;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.notifications.NotificationCommand;
import io.livemarket.events.notifications.NotificationCommand.ClearNotifications;
import io.livemarket.events.notifications.NotificationCommand.MuteChat;
import io.livemarket.events.notifications.NotificationCommand.SetPreferences;
import io.livemarket.events.notifications.NotificationEvent;
import io.livemarket.events.notifications.NotificationEvent.NotificationRaised;
import io.livemarket.events.notifications.NotificationPreferences;
import io.livemarket.notification.testing.ChatLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/**
 * A new owner rebuilds the state of the former owner from events, journal and the events of other services since then.
 */
class RestartedNotificationsTest {

    private static final UUID ANA = Ids.next();
    private static final UUID BEA = Ids.next();

    private final DecidingNotifications partition = new DecidingNotifications();

    @Test
    void theStateIsTheFoldOfEventsAndJournal() {
        ChatLog chat = ChatLog.between(partition::write, ANA, BEA);
        chat.say(ANA, "uno");
        partition.settle();
        partition.subscribe(BEA);
        warn(BEA);
        ask(new MuteChat(BEA, chat.id(), true, null, Instant.EPOCH));
        ask(new SetPreferences(BEA, new NotificationPreferences(List.of(), null, true), Instant.EPOCH));
        chat.read(BEA, 1);
        chat.say(BEA, "dos");
        chat.say(ANA, "tres");
        // Past a checkpoint, and past all that was due.
        partition.advance(Duration.ofSeconds(30));
        Map<String, String> before = partition.partition().contents();
        assertThat(before).hasSizeGreaterThan(5);

        partition.partition().restart();
        assertThat(partition.partition().contents()).isEqualTo(before);
    }

    @Test
    void messagesThatWereCountedInMemoryAreCountedAgain() {
        ChatLog chat = ChatLog.between(partition::write, ANA, BEA);
        chat.say(ANA, "uno");
        chat.say(ANA, "dos");
        partition.partition().restart();
        chat.say(ANA, "tres");
        partition.settle();
        assertThat(partition.events()).singleElement().isInstanceOfSatisfying(NotificationRaised.class, raised -> {
            assertThat(raised.count()).isEqualTo(3);
            assertThat(raised.version()).isEqualTo(1);
        });
    }

    @Test
    void raisedNotificationsAreNotRaisedAgain() {
        ChatLog chat = ChatLog.between(partition::write, ANA, BEA);
        UUID carla = Ids.next();
        ChatLog other = ChatLog.between(partition::write, carla, BEA);
        chat.say(ANA, "uno");
        other.say(carla, "hola");
        partition.settle();
        chat.read(BEA, 1);
        assertThat(partition.events()).hasSize(3);
        for (int i = 0; i < 2; i++) {
            partition.partition().restart();
            partition.advance(Duration.ofSeconds(20));
        }
        assertThat(partition.events()).isEmpty();
        chat.say(ANA, "dos");
        partition.settle();
        assertThat(partition.events())
                .singleElement()
                .satisfies(event -> assertThat(event.version()).isEqualTo(4));
    }

    @Test
    void aPushThatWasDueIsDueOnce() {
        partition.subscribe(BEA);
        ChatLog chat = ChatLog.between(partition::write, ANA, BEA);
        chat.say(ANA, "uno");
        partition.settle();
        partition.partition().restart();
        partition.advance(Duration.ofSeconds(6));
        assertThat(partition.records(NotificationTopics.PUSHES.name())).hasSize(1);
        partition.partition().restart();
        chat.say(ANA, "dos");
        partition.advance(Duration.ofSeconds(6));
        assertThat(partition.records(NotificationTopics.PUSHES.name()))
                .as("of one burst")
                .isEmpty();
    }

    @Test
    void anOutcomeThatWasClearedDoesNotComeBack() {
        warn(BEA);
        UUID id = ((NotificationRaised) partition.events().getFirst()).id();
        ask(new ClearNotifications(BEA, List.of(id), null, null, Instant.EPOCH));
        assertThat(partition.events()).hasSize(1);
        partition.partition().restart();
        partition.advance(Duration.ofMinutes(2));
        partition.partition().restart();
        assertThat(partition.events()).isEmpty();
    }

    @Test
    void anEventOfAnUnknownTypeAdvancesTheVersion() {
        partition
                .partition()
                .foreignEvent(
                        BEA.toString(),
                        Json.bytes(Map.of("userId", BEA, "version", 7)),
                        Envelope.describe(
                                new RecordHeaders(), "x", "notifications.sung.v1", "/elsewhere", Instant.EPOCH, BEA));
        partition.partition().restart();
        warn(BEA);
        assertThat(partition.events()).extracting(NotificationEvent::version).containsExactly(8L);
    }

    private void warn(UUID user) {
        partition.pipe(
                Topics.MODERATION_EVENTS.name(),
                user.toString(),
                Json.bytes(Map.of("userId", user)),
                Envelope.describe(
                        new RecordHeaders(),
                        Ids.next().toString(),
                        "moderation.user-warned.v1",
                        "/it",
                        Instant.EPOCH,
                        user));
    }

    private void ask(NotificationCommand command) {
        EventCodec<NotificationCommand> codec = EventCodec.of(NotificationCommand.class);
        Headers headers = Envelope.describe(
                new RecordHeaders(),
                Ids.next().toString(),
                codec.types().nameOf(command),
                "/it",
                Instant.EPOCH,
                command.userId());
        Envelope.put(headers, Envelope.ORIGIN, "it");
        Envelope.put(headers, Envelope.REPLY, Envelope.Reply.NONE.name());
        partition.pipe(
                Topics.NOTIFICATIONS_COMMANDS.name(), command.userId().toString(), codec.write(command), headers);
    }
}
