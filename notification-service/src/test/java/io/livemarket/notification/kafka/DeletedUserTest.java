package io.livemarket.notification.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.notifications.NotificationCommand;
import io.livemarket.events.notifications.NotificationCommand.SetPreferences;
import io.livemarket.events.notifications.NotificationEvent;
import io.livemarket.events.notifications.NotificationEvent.UserForgotten;
import io.livemarket.events.notifications.NotificationPreferences;
import io.livemarket.events.notifications.NotificationResult.CommandRefused;
import io.livemarket.events.users.UserEvent;
import io.livemarket.notification.testing.ChatLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** The state that notification-service keeps of a deleted account, and the users it notifies after the deletion. */
class DeletedUserTest {

    private static final UUID ANA = Ids.next();
    private static final UUID BEA = Ids.next();
    private static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");
    private static final EventCodec<UserEvent> USERS = EventCodec.of(UserEvent.class);

    private final DecidingNotifications partition = new DecidingNotifications();
    private final ChatLog chat = ChatLog.between(partition::write, ANA, BEA);

    @Test
    void nothingIsKeptButTheVersionAndAMark() {
        partition.subscribe(BEA);
        ask(new SetPreferences(BEA, new NotificationPreferences(List.of(), null, true), NOW));
        chat.say(ANA, "hola");
        partition.settle();
        partition.events();
        delete();
        assertThat(partition.events())
                .singleElement()
                .isInstanceOfSatisfying(
                        UserForgotten.class,
                        forgotten -> assertThat(forgotten.userId()).isEqualTo(BEA));
        assertThat(partition.partition().contents().keySet())
                .filteredOn(key -> key.contains(BEA.toString()))
                .allMatch(key -> key.startsWith("settings:") || key.startsWith("version:"));
    }

    @Test
    void aDeletedUserGetsNoNotificationAfterARestartEither() {
        partition.subscribe(BEA);
        chat.say(ANA, "hola");
        delete();
        partition.events();
        chat.say(ANA, "¿hola?");
        partition.advance(Duration.ofSeconds(30));
        partition.partition().restart();
        chat.say(ANA, "¿estás?");
        partition.advance(Duration.ofSeconds(30));
        assertThat(partition.events()).isEmpty();
        assertThat(partition.records(NotificationTopics.PUSHES.name())).isEmpty();
    }

    @Test
    void partnersAreNotifiedAsBefore() {
        delete();
        partition.events();
        chat.say(BEA, "written before the deletion was read");
        partition.settle();
        assertThat(partition.events()).extracting(NotificationEvent::userId).containsOnly(ANA);
    }

    @Test
    void aRepeatedDeletionChangesNothingAndCommandsAreRejected() {
        delete();
        partition.events();
        delete();
        ask(new SetPreferences(BEA, new NotificationPreferences(List.of(), null, true), NOW));
        assertThat(partition.events()).isEmpty();
        assertThat(partition.results())
                .singleElement()
                .isInstanceOfSatisfying(
                        CommandRefused.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.USER_DELETED));
    }

    @Test
    void theNameOfADeletedUserIsForgotten() {
        Usernames names = new Usernames();
        names.read(record(new UserEvent.UserRegistered(BEA, 1, "bea", null, NOW)));
        assertThat(names.of(BEA)).isEqualTo("bea");
        names.read(record(new UserEvent.UserDeleted(BEA, 2, NOW)));
        assertThat(names.of(BEA)).isNull();
    }

    private void delete() {
        ConsumerRecord<String, byte[]> record = record(new UserEvent.UserDeleted(BEA, 2, NOW));
        partition.pipe(record.topic(), record.key(), record.value(), record.headers());
    }

    private static ConsumerRecord<String, byte[]> record(UserEvent event) {
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>(
                Topics.USERS_EVENTS.name(), 0, 0, event.userId().toString(), USERS.write(event));
        Envelope.describe(
                record.headers(), Ids.next().toString(), USERS.types().nameOf(event), "/it", NOW, event.userId());
        return record;
    }

    private void ask(NotificationCommand command) {
        EventCodec<NotificationCommand> codec = EventCodec.of(NotificationCommand.class);
        Headers headers = Envelope.describe(
                new RecordHeaders(),
                Ids.next().toString(),
                codec.types().nameOf(command),
                "/it",
                NOW,
                command.userId());
        Envelope.put(headers, Envelope.ORIGIN, "it");
        Envelope.put(headers, Envelope.REPLY, Envelope.Reply.ALWAYS.name());
        partition.pipe(
                Topics.NOTIFICATIONS_COMMANDS.name(), command.userId().toString(), codec.write(command), headers);
    }
}
