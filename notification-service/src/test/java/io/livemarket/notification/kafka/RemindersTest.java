package io.livemarket.notification.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.DomainEvent;
import io.livemarket.events.Ids;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.notifications.NotificationCommand;
import io.livemarket.events.notifications.NotificationCommand.SetPreferences;
import io.livemarket.events.notifications.NotificationCommand.SwitchReminders;
import io.livemarket.events.notifications.NotificationEvent.PreferencesChanged;
import io.livemarket.events.notifications.NotificationPreferences;
import io.livemarket.events.notifications.ReminderFact;
import io.livemarket.events.notifications.ReminderFact.ReminderDue;
import io.livemarket.events.notifications.ReminderPreference;
import io.livemarket.events.presence.PresenceEvent;
import io.livemarket.events.presence.PresenceEvent.UserCameOnline;
import io.livemarket.events.presence.PresenceEvent.UserWentOffline;
import io.livemarket.events.users.UserEvent;
import io.livemarket.events.users.UserEvent.UserDeleted;
import io.livemarket.notification.testing.ChatLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** Reminders of one partition, without a broker. */
class RemindersTest {

    private static final UUID ANA = Ids.next();
    private static final UUID BEA = Ids.next();
    private static final Duration REMIND_AFTER = Duration.ofMinutes(30);
    private static final Duration HOURS = Duration.ofHours(5);

    private final DecidingNotifications partition = new DecidingNotifications(REMIND_AFTER);
    private final ChatLog chat = ChatLog.between(partition::write, ANA, BEA);

    private List<ReminderDue> reminders() {
        EventCodec<ReminderFact> codec = EventCodec.of(ReminderFact.class);
        return partition.records(Topics.NOTIFICATIONS_REMINDERS.name()).stream()
                .map(record -> (ReminderDue)
                        codec.read(record.headers(), record.value()).orElseThrow())
                .toList();
    }

    private <T extends DomainEvent> void happens(String topic, Class<T> family, T event) {
        EventCodec<T> codec = EventCodec.of(family);
        Headers headers = Envelope.describe(
                new RecordHeaders(),
                Ids.next().toString(),
                codec.types().nameOf(event),
                "/it",
                Instant.EPOCH,
                event.aggregateId());
        partition.pipe(topic, event.aggregateId().toString(), codec.write(event), headers);
    }

    private void presence(PresenceEvent event) {
        happens(Topics.PRESENCE_EVENTS.name(), PresenceEvent.class, event);
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
        partition.pipe(
                Topics.NOTIFICATIONS_COMMANDS.name(), command.userId().toString(), codec.write(command), headers);
    }

    private NotificationPreferences preferences() {
        return ((PreferencesChanged) partition.events().getLast()).preferences();
    }

    @Test
    void aRecipientIsRemindedOnceAndTheSenderNever() {
        chat.say(ANA, "uno");
        chat.say(ANA, "dos");
        partition.advance(HOURS);
        ReminderDue due = reminders().getFirst();
        assertThat(due.userId()).isEqualTo(BEA);
        assertThat(due.messages()).isEqualTo(2);
        assertThat(due.senders()).containsExactly(ANA);
        partition.advance(HOURS);
        assertThat(reminders()).isEmpty();
    }

    @Test
    void aRestartNeitherLosesNorRepeatsAReminder() {
        chat.say(ANA, "uno");
        partition.advance(REMIND_AFTER.dividedBy(2));
        partition.partition().restart();
        partition.advance(HOURS);
        assertThat(reminders()).hasSize(1);
        partition.partition().compact();
        partition.partition().restart();
        partition.advance(HOURS);
        chat.say(ANA, "dos");
        partition.advance(HOURS);
        assertThat(reminders()).isEmpty();
    }

    @Test
    void presenceHoldsAcrossARestart() {
        presence(new UserCameOnline(BEA, 7, Instant.EPOCH));
        chat.say(ANA, "uno");
        partition.advance(HOURS);
        partition.partition().restart();
        partition.advance(HOURS);
        assertThat(reminders()).isEmpty();
        Instant now = Instant.parse("2026-01-15T20:00:00Z");
        presence(new UserWentOffline(BEA, 8, now, now));
        partition.advance(HOURS);
        assertThat(reminders()).hasSize(1);
    }

    @Test
    void aDeletedAccountIsNotReminded() {
        chat.say(ANA, "uno");
        happens(Topics.USERS_EVENTS.name(), UserEvent.class, new UserDeleted(BEA, 2, Instant.EPOCH));
        presence(new UserCameOnline(BEA, 9, Instant.EPOCH));
        partition.advance(HOURS);
        assertThat(reminders()).isEmpty();
        assertThat(partition.partition().contents().keySet()).noneMatch(key -> key.startsWith("reminder:"));
    }

    @Test
    void theLinkSwitchesRemindersOffAndNothingElse() {
        ask(new SetPreferences(
                BEA,
                new NotificationPreferences(List.of(), null, true, new ReminderPreference(true, true, "es")),
                Instant.EPOCH));
        chat.say(ANA, "uno");
        ask(new SwitchReminders(BEA, false, Instant.EPOCH));
        assertThat(preferences())
                .isEqualTo(
                        new NotificationPreferences(List.of(), null, true, new ReminderPreference(false, true, "es")));
        ask(new SwitchReminders(BEA, false, Instant.EPOCH));
        partition.advance(HOURS);
        assertThat(reminders()).isEmpty();
        assertThat(partition.events()).as("switching off twice").noneMatch(PreferencesChanged.class::isInstance);
    }

    @Test
    void aClientThatDoesNotKnowRemindersLeavesThemOff() {
        ask(new SwitchReminders(BEA, false, Instant.EPOCH));
        ask(new SetPreferences(BEA, new NotificationPreferences(List.of(), null, true), Instant.EPOCH));
        assertThat(preferences())
                .satisfies(all -> assertThat(all.remindersOrDefault().on()).isFalse())
                .satisfies(all -> assertThat(all.hideSender()).isTrue());
    }

    @Test
    void waitingUsersHaveOneEntryEach() {
        DueReminders due = new DueReminders();
        for (int i = 0; i < 1_000; i++) {
            due.add(Instant.EPOCH.plusSeconds(i), BEA);
        }
        assertThat(due.size()).isEqualTo(1);
        assertThat(due.take(Instant.EPOCH)).containsExactly(BEA);
        assertThat(due.take(Instant.MAX)).isEmpty();
    }

    @Test
    void aBurstHasOneTimerInTheJournal() {
        for (int i = 0; i < 50; i++) {
            chat.say(ANA, "m" + i);
        }
        assertThat(partition.partition().readJournal()).isEmpty();
        partition.settle();
        chat.say(ANA, "más");
        partition.advance(Duration.ofSeconds(5));
        assertThat(partition.partition().readJournal())
                .filteredOn(record -> record.key().startsWith("reminder:"))
                .hasSize(1);
    }

    @Test
    void whileRemindersAreOffNothingIsKept() {
        DecidingNotifications off = new DecidingNotifications();
        ChatLog.between(off::write, ANA, BEA).say(ANA, "uno");
        off.advance(HOURS);
        assertThat(off.partition().contents()).doesNotContainKey("reminder:" + BEA);
        assertThat(off.records(Topics.NOTIFICATIONS_REMINDERS.name())).isEmpty();
    }

    @Test
    void aTimerThatWaitsForNothingIsNotStored() {
        chat.say(ANA, "uno");
        partition.settle();
        assertThat(partition.partition().contents()).containsKey("reminder:" + BEA);
        chat.read(BEA, 1);
        partition.advance(Duration.ofSeconds(30));
        assertThat(partition.partition().contents()).doesNotContainKey("reminder:" + BEA);
    }
}
