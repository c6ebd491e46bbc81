package io.livemarket.notification.domain;

import static io.livemarket.notification.domain.ReminderSpecification.AFTER;
import static io.livemarket.notification.domain.ReminderSpecification.ANA;
import static io.livemarket.notification.domain.ReminderSpecification.BEA;
import static io.livemarket.notification.domain.ReminderSpecification.EVA;
import static io.livemarket.notification.domain.ReminderSpecification.GROUP;
import static io.livemarket.notification.domain.ReminderSpecification.START;
import static io.livemarket.notification.domain.ReminderSpecification.WITH_ANA;
import static io.livemarket.notification.domain.ReminderSpecification.WITH_EVA;
import static io.livemarket.notification.domain.ReminderSpecification.blocks;
import static io.livemarket.notification.domain.ReminderSpecification.connected;
import static io.livemarket.notification.domain.ReminderSpecification.disconnected;
import static io.livemarket.notification.domain.ReminderSpecification.given;
import static io.livemarket.notification.domain.ReminderSpecification.inbox;
import static io.livemarket.notification.domain.ReminderSpecification.message;
import static io.livemarket.notification.domain.ReminderSpecification.prefers;
import static io.livemarket.notification.domain.ReminderSpecification.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Ids;
import io.livemarket.events.notifications.KindPreference;
import io.livemarket.events.notifications.NotificationPreferences;
import io.livemarket.events.notifications.QuietHours;
import io.livemarket.events.notifications.ReminderFact.ReminderDue;
import io.livemarket.events.notifications.ReminderPreference;
import io.livemarket.notification.domain.ReminderSpecification.Input;
import io.livemarket.notification.domain.ReminderSpecification.Reminding;
import io.livemarket.testkit.DeciderSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReminderDeciderTest {

    private static final Duration DAYS = Duration.ofDays(3);
    private static final Input FROM_ANA = message(WITH_ANA, ANA);

    private static ReminderDue due(Instant since, long messages, int chats, Instant at, UUID... senders) {
        return new ReminderDue(BEA, Ids.named(BEA, "reminder:" + since), messages, chats, List.of(senders), null, at);
    }

    private static NotificationPreferences reminding(boolean on, boolean groups) {
        return NotificationPreferences.DEFAULT.with(new ReminderPreference(on, groups, "es"));
    }

    @Test
    void aBurstIsRemindedOfOnceAfterItsFirstMessage() {
        given(FROM_ANA, message(WITH_EVA, EVA))
                .after(Duration.ofMinutes(20))
                .andAccepted(FROM_ANA)
                .whenTimePasses(DAYS)
                .then(due(START, 3, 2, START.plus(AFTER), ANA, EVA));
    }

    @Test
    void readingAnyChatEndsTheBurst() {
        given(FROM_ANA, message(WITH_EVA, EVA), read(WITH_ANA))
                .whenTimePasses(DAYS)
                .thenNothing();
    }

    @Test
    void noSecondReminderBeforeTheUserReadsOrConnects() {
        var reminded = given(FROM_ANA).after(AFTER).andAccepted(FROM_ANA);
        reminded.whenTimePasses(DAYS).thenNothing();
        Instant then = START.plus(AFTER);
        reminded.andAccepted(read(WITH_ANA), FROM_ANA)
                .whenTimePasses(DAYS)
                .then(due(then, 1, 1, then.plus(AFTER), ANA));
        reminded.andAccepted(connected(1), disconnected(2))
                .whenTimePasses(DAYS)
                .then(due(then, 2, 1, then.plus(AFTER), ANA));
    }

    @Test
    void aConnectedUserIsRemindedOnlyAfterDisconnecting() {
        var online = given(connected(1), FROM_ANA);
        online.whenTimePasses(DAYS).thenNothing();
        online.after(Duration.ofHours(5))
                .andAccepted(disconnected(2))
                .whenTimePasses(DAYS)
                .then(due(START, 1, 1, START.plus(Duration.ofHours(5)).plus(AFTER), ANA));
        given(FROM_ANA, connected(1)).whenTimePasses(DAYS).thenNothing();
    }

    @Test
    void messagesRemindedOfAreNotRemindedOfAgain() {
        given(FROM_ANA)
                .after(AFTER)
                .andAccepted(connected(1), disconnected(2))
                .whenTimePasses(DAYS)
                .thenNothing();
    }

    @Test
    void aPresenceEventThatIsReadAgainChangesNothing() {
        var online = given(disconnected(2), connected(3), FROM_ANA);
        online.andAccepted(disconnected(2), connected(3))
                .thenState(user -> assertThat(user).isEqualTo(online.state()));
    }

    private static Stream<DeciderSpecification<Reminding, Input, ReminderDue, ReminderTimer>> silent() {
        return Stream.of(
                given().and(prefers(reminding(false, true))).andAccepted(FROM_ANA),
                given(FROM_ANA).and(prefers(reminding(false, true))),
                given().and(blocks(ANA)).andAccepted(FROM_ANA),
                given(FROM_ANA).and(blocks(ANA)),
                given(FROM_ANA).and(inbox(WITH_ANA, inbox -> inbox.muted(START.plus(DAYS)))),
                given(FROM_ANA).and(inbox(WITH_ANA, Inbox::hide)),
                given(FROM_ANA).and(inbox(WITH_ANA, inbox -> inbox.deleted(1))),
                given(message(GROUP, ANA)),
                given().and(prefers(new NotificationPreferences(
                                List.of(new KindPreference("message", false, true)), null, false)))
                        .andAccepted(FROM_ANA),
                // Read again from the log, as after a restore: too old to remind of.
                given(message(WITH_ANA, ANA, Duration.ofDays(2))));
    }

    @ParameterizedTest
    @MethodSource("silent")
    void whatRaisesNoNotificationIsNotRemindedOf(
            DeciderSpecification<Reminding, Input, ReminderDue, ReminderTimer> past) {
        past.whenTimePasses(DAYS).thenNothing();
    }

    @Test
    void groupsAndLanguageArePreferences() {
        given().and(prefers(reminding(true, true)))
                .andAccepted(message(GROUP, ANA))
                .whenTimePasses(DAYS)
                .then(new ReminderDue(
                        BEA, Ids.named(BEA, "reminder:" + START), 1, 1, List.of(ANA), "es", START.plus(AFTER)));
    }

    @Test
    void aUserWhoHidesSendersIsRemindedWithoutThem() {
        given().and(prefers(new NotificationPreferences(List.of(), null, true)))
                .andAccepted(FROM_ANA)
                .whenTimePasses(DAYS)
                .then(new ReminderDue(BEA, Ids.named(BEA, "reminder:" + START), 1, 1, null, null, START.plus(AFTER)));
    }

    @Test
    void aReminderWaitsForTheEndOfQuietHours() {
        QuietHours quiet = new QuietHours("11:00", "15:00", "Europe/Madrid");
        given().and(prefers(new NotificationPreferences(List.of(), quiet, false)))
                .andAccepted(FROM_ANA)
                .whenTimePasses(DAYS)
                .then(due(START, 1, 1, Instant.parse("2026-01-15T14:00:00Z"), ANA));
    }

    @Test
    void aReminderThatIsADayLateIsNotSent() {
        var waiting = given(FROM_ANA).state();
        Instant late = START.plus(AFTER).plus(Duration.ofDays(1)).plusMillis(1);
        var reminded = waiting.decider().due(waiting.timer(), waiting.inboxes()::get, late);
        assertThat(reminded.event()).isNull();
        assertThat(reminded.timer().isNone()).isTrue();
    }

    @Test
    void aBurstKeepsFiftyChats() {
        Input[] many = java.util.stream.IntStream.range(0, ReminderTimer.CHATS + 10)
                .mapToObj(i -> message(new UUID(0x5000, 100 + i), ANA))
                .toArray(Input[]::new);
        var past = given(many);
        past.thenState(user -> assertThat(user.timer().chats()).hasSize(ReminderTimer.CHATS));
        past.whenTimePasses(DAYS).then(due(START, 50, 50, START.plus(AFTER), ANA));
    }
}
