package io.livemarket.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Ids;
import io.livemarket.events.Json;
import io.livemarket.events.notifications.ClearReason;
import io.livemarket.events.notifications.KindPreference;
import io.livemarket.events.notifications.NotificationCommand.ClearNotifications;
import io.livemarket.events.notifications.NotificationCommand.MuteChat;
import io.livemarket.events.notifications.NotificationEvent;
import io.livemarket.events.notifications.NotificationEvent.ChatMuted;
import io.livemarket.events.notifications.NotificationEvent.ChatUnmuted;
import io.livemarket.events.notifications.NotificationEvent.NotificationRaised;
import io.livemarket.events.notifications.NotificationEvent.NotificationsCleared;
import io.livemarket.events.notifications.NotificationEvent.UnreadCounted;
import io.livemarket.events.notifications.NotificationPreferences;
import io.livemarket.events.notifications.QuietHours;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** The notifications of one user about one chat, moment by moment. */
class NotificationDeciderTest {

    private static final UUID BEA = new UUID(0, 2);
    private static final UUID ANA = new UUID(0, 1);
    private static final UUID EVA = new UUID(0, 3);
    private static final UUID CHAT = new UUID(0, 9);
    private static final Timing TIMING =
            new Timing(Duration.ofMillis(300), Duration.ofMillis(1_500), Duration.ofSeconds(5), Duration.ofSeconds(60));

    private Instant now = Instant.parse("2026-01-15T10:00:00Z");
    private Settings settings = Settings.DEFAULT;
    private boolean pushable = true;
    private Inbox inbox;
    private long version;
    private long seq;
    private final List<NotificationEvent> events = new ArrayList<>();
    private final List<Push> pushes = new ArrayList<>();
    private final List<Suppression> suppressed = new ArrayList<>();

    private NotificationDecider decider() {
        return new NotificationDecider(BEA, settings, pushable, TIMING);
    }

    private void take(Decision<Inbox> decision) {
        inbox = decision.state();
        if (decision.event() != null) {
            assertThat(decision.event().version()).isEqualTo(++version);
            assertThat(decision.event().userId()).isEqualTo(BEA);
            events.add(decision.event());
        }
        if (decision.push() != null) {
            pushes.add(decision.push());
        }
        if (decision.suppressed() != null) {
            suppressed.add(decision.suppressed());
        }
    }

    private void message() {
        message(++seq, ANA);
    }

    private void message(long at, UUID sender) {
        seq = Math.max(seq, at);
        take(decider().message(inbox, new Fact.Message(CHAT, at, sender, at == 1), now));
    }

    private void read(long upTo) {
        take(decider().read(inbox, new Fact.Read(CHAT, upTo, now), version + 1, now));
    }

    private void deleted(long at) {
        take(decider().deleted(inbox, new Fact.Deleted(CHAT, at), version + 1, now));
    }

    private void hidden() {
        take(decider().hidden(inbox, version + 1, now));
    }

    private void broughtBack() {
        take(decider().broughtBack(inbox, version + 1, now));
    }

    private void delivered(long upTo) {
        take(decider().delivered(inbox, new Fact.Delivered(CHAT, upTo), now));
    }

    private void mute(boolean muted, Instant until) {
        take(decider().mute(inbox, new MuteChat(BEA, CHAT, muted, until, now), version + 1, now));
    }

    /** Time passes, and whatever falls due happens when it does. */
    private void after(Duration time) {
        Instant end = now.plus(time);
        while (inbox != null && inbox.due() != null && !inbox.due().isAfter(end)) {
            now = inbox.due();
            take(decider().due(inbox, version + 1, now));
        }
        now = end;
    }

    private void settle() {
        after(TIMING.recount());
    }

    private NotificationRaised raised() {
        return (NotificationRaised) events.getLast();
    }

    @Test
    void aBurstIsToldOnceWithItsCount() {
        message();
        message();
        message();
        assertThat(events).isEmpty();
        settle();
        assertThat(events).hasSize(1);
        assertThat(raised().count()).isEqualTo(3);
        assertThat(raised().upToSeq()).isEqualTo(3);
        assertThat(raised().kind()).isEqualTo("first_contact");
        UUID id = raised().id();
        message();
        settle();
        assertThat(raised().count()).isEqualTo(4);
        assertThat(raised().id()).isEqualTo(id);
        assertThat(raised().raisedAt()).isBefore(raised().at());
        assertThat(inbox.due()).as("only the push waits").isEqualTo(inbox.push().at());
    }

    @Test
    void aNotificationOfADeletedMessageIsWithdrawn() {
        message();
        settle();
        deleted(1);
        assertThat(events).hasSize(2);
        assertThat(events.getLast()).isInstanceOfSatisfying(NotificationsCleared.class, cleared -> {
            assertThat(cleared.ids()).containsExactly(((NotificationRaised) events.getFirst()).id());
            assertThat(cleared.chatId()).isEqualTo(CHAT);
            assertThat(cleared.reason()).isEqualTo(ClearReason.ASKED);
        });
        message();
        settle();
        assertThat(raised().id()).as("another one").isNotEqualTo(((NotificationRaised) events.getFirst()).id());
        assertThat(raised().count()).isEqualTo(1);
    }

    @Test
    void hidingAChatWithdrawsItsNotificationAndItsCountUntilAnotherWrites() {
        message();
        message();
        settle();
        hidden();
        assertThat(events).hasSize(2);
        assertThat(events.getLast()).isInstanceOfSatisfying(NotificationsCleared.class, cleared -> {
            assertThat(cleared.chatId()).isEqualTo(CHAT);
            assertThat(cleared.reason()).isEqualTo(ClearReason.ASKED);
        });
        hidden();
        after(Duration.ofMinutes(1));
        assertThat(events).as("nothing more of a hidden chat").hasSize(2);
        assertThat(pushes).isEmpty();
        message();
        settle();
        assertThat(raised().count()).as("all that are unread").isEqualTo(3);
        assertThat(raised().id()).isNotEqualTo(((NotificationRaised) events.getFirst()).id());
    }

    @Test
    void anOwnMessageRestoresAHiddenChatsCountOnly() {
        message();
        message();
        settle();
        hidden();
        broughtBack();
        assertThat(events.getLast())
                .isInstanceOfSatisfying(
                        UnreadCounted.class,
                        counted -> assertThat(counted.unread()).isEqualTo(2));
        broughtBack();
        after(Duration.ofMinutes(1));
        assertThat(events).as("counted once, and nothing is notified").hasSize(3);
        assertThat(pushes).isEmpty();
        message();
        settle();
        assertThat(raised().count()).isEqualTo(3);
        hidden();
        read(3);
        broughtBack();
        assertThat(events.getLast()).as("nothing is left to count").isInstanceOf(NotificationsCleared.class);
        assertThat(inbox.isHidden()).isFalse();
    }

    @Test
    void readAndDeletedMessagesOfAHiddenChatAreNotCounted() {
        message();
        message();
        message();
        settle();
        hidden();
        read(1);
        deleted(2);
        settle();
        assertThat(events).hasSize(2);
        message();
        settle();
        assertThat(raised().count()).isEqualTo(2);
    }

    @Test
    void hidingAMutedChatTakesItsCountAway() {
        message();
        settle();
        mute(true, null);
        message();
        after(Duration.ofMinutes(1));
        read(1);
        after(Duration.ofMinutes(1));
        hidden();
        assertThat(inbox.isHidden()).isTrue();
        assertThat(events.getLast()).isInstanceOfAny(NotificationsCleared.class, UnreadCounted.class);
    }

    @Test
    void hidingAChatBeforeItIsNotifiedRaisesNothing() {
        message();
        hidden();
        settle();
        assertThat(events).isEmpty();
        assertThat(inbox.due()).isNull();
    }

    @Test
    void aDeletionLowersTheCountAndChangesNoTime() {
        message();
        message();
        settle();
        Instant at = raised().at();
        deleted(1);
        settle();
        assertThat(events).hasSize(2);
        assertThat(raised().count()).isEqualTo(1);
        assertThat(raised().at()).isEqualTo(at);
    }

    @Test
    void whatIsDeletedBeforeItIsNotifiedIsNotNotified() {
        message();
        deleted(1);
        settle();
        assertThat(events).isEmpty();
        message();
        settle();
        message();
        message();
        deleted(4);
        deleted(3);
        settle();
        assertThat(events).hasSize(1);
        assertThat(raised().count()).isEqualTo(1);
    }

    @Test
    void theFirstMessageIsNotifiedThoughTheNextOneIsDeletedMeanwhile() {
        message();
        message();
        deleted(2);
        settle();
        assertThat(events).hasSize(1);
        assertThat(raised().count()).isEqualTo(1);
    }

    @Test
    void theFirstUnreadMessageIsNotifiedThoughTheNextIsDeleted() {
        message();
        settle();
        read(1);
        message();
        message();
        deleted(3);
        settle();
        assertThat(raised().count()).isEqualTo(1);
    }

    @Test
    void aNewMessageIsNotifiedThoughAnOlderOneIsDeletedMeanwhile() {
        message();
        settle();
        message();
        deleted(1);
        settle();
        assertThat(events).hasSize(2);
        assertThat(raised().upToSeq()).isEqualTo(2);
        assertThat(raised().count()).isEqualTo(1);
    }

    @Test
    void aNewMessageIsNotifiedThoughThoseAroundItAreDeletedMeanwhile() {
        message();
        settle();
        message();
        message();
        deleted(1);
        deleted(3);
        settle();
        assertThat(events).hasSize(2);
        assertThat(raised().count()).isEqualTo(1);
    }

    @Test
    void aDeletedNewMessageKeepsTheNotificationsTime() {
        message();
        message();
        settle();
        Instant at = raised().at();
        message();
        deleted(1);
        deleted(3);
        settle();
        assertThat(events).hasSize(2);
        assertThat(raised().count()).isEqualTo(1);
        assertThat(raised().at()).isEqualTo(at);
    }

    /** Of the journal of an earlier version, which knew neither. */
    @Test
    void anInboxWithoutANameAndWithoutWhatWasToldGoesOn() {
        message();
        settle();
        message();
        settle();
        ObjectNode former = (ObjectNode) Json.MAPPER.readTree(Json.bytes(inbox));
        former.remove(List.of("chatName", "toldUpTo"));
        inbox = Json.read(Json.bytes(former), Inbox.class);
        deleted(1);
        settle();
        assertThat(raised().count()).isEqualTo(1);
        message();
        settle();
        assertThat(raised().count()).isEqualTo(2);
        assertThat(events).hasSize(4);
    }

    private void left() {
        take(decider().left(inbox, version + 1, now));
    }

    @Test
    void leavingAGroupClearsItsNotificationAndItsCount() {
        take(decider().joined(null, new Fact.Joined(CHAT, ANA, now, "Bici"), now));
        message();
        settle();
        assertThat(raised().count()).isEqualTo(1);
        left();
        assertThat(events.getLast()).isInstanceOf(NotificationsCleared.class);
        assertThat(inbox.unreadCount()).isZero();
        int before = events.size();
        left();
        after(Duration.ofMinutes(5));
        assertThat(events).hasSize(before);
    }

    @Test
    void aPendingNotificationOfALeftGroupIsNeverRaised() {
        take(decider().joined(null, new Fact.Joined(CHAT, ANA, now, "Bici"), now));
        left();
        after(Duration.ofMinutes(5));
        assertThat(events).isEmpty();
        assertThat(pushes).isEmpty();
    }

    @Test
    void anotherInvitationNotifiesAgain() {
        take(decider().joined(null, new Fact.Joined(CHAT, ANA, now, "Bici"), now));
        settle();
        left();
        take(decider().joined(inbox, new Fact.Joined(CHAT, EVA, now, "Ruzafa"), now));
        settle();
        assertThat(raised().actorId()).isEqualTo(EVA);
        assertThat(raised().chatName()).isEqualTo("Ruzafa");
        message(8, EVA);
        settle();
        assertThat(inbox.unreadCount()).isEqualTo(1);
    }

    @Test
    void laterNotificationsShowTheNewNameOfAGroup() {
        take(decider().joined(null, new Fact.Joined(CHAT, null, now, "Bici"), now));
        take(decider().renamed(inbox, new Fact.Renamed(CHAT, "Ruzafa")));
        message();
        settle();
        assertThat(raised().chatName()).isEqualTo("Ruzafa");
        assertThat(decider().renamed(null, new Fact.Renamed(CHAT, "x")).state()).isNull();
    }

    /** The senders of the messages before it are not kept. */
    @Test
    void aGroupsNotificationNamesNoSenderOfADeletedMessage() {
        take(decider().joined(null, new Fact.Joined(CHAT, ANA, now), now));
        message(1, EVA);
        settle();
        assertThat(raised().actorId()).isEqualTo(EVA);
        deleted(1);
        settle();
        assertThat(raised().actorId()).as("EVA is not the one that invited").isNull();
        message(2, ANA);
        message(3, EVA);
        settle();
        deleted(3);
        settle();
        assertThat(raised().count()).isEqualTo(1);
        assertThat(raised().actorId()).isNull();
        message(4, EVA);
        deleted(2);
        settle();
        assertThat(raised().actorId()).isEqualTo(EVA);
    }

    @Test
    void aPrivateChatsNotificationNamesItsSenderAfterADeletion() {
        UUID chat = Ids.privateChat(BEA, ANA);
        take(decider().message(inbox, new Fact.Message(chat, 1, ANA, false), now));
        take(decider().message(inbox, new Fact.Message(chat, 2, ANA, false), now));
        settle();
        take(decider().deleted(inbox, new Fact.Deleted(chat, 2), version + 1, now));
        settle();
        assertThat(raised().count()).isEqualTo(1);
        assertThat(raised().actorId()).isEqualTo(ANA);
    }

    @Test
    void deletingReadDeletedOrOwnMessagesChangesNothing() {
        message();
        message();
        settle();
        read(1);
        settle();
        Inbox before = inbox;
        deleted(1);
        deleted(7);
        assertThat(inbox).isSameAs(before);
        deleted(2);
        int told = events.size();
        deleted(2);
        assertThat(events).hasSize(told);
    }

    @Test
    void aDeletionIsCountedWhereNothingWasNotified() {
        message();
        settle();
        mute(true, null);
        message();
        settle();
        deleted(2);
        deleted(1);
        settle();
        assertThat(events.getLast()).isInstanceOf(NotificationsCleared.class);
        message();
        settle();
        deleted(3);
        assertThat(events.getLast())
                .isInstanceOfSatisfying(
                        UnreadCounted.class,
                        counted -> assertThat(counted.unread()).isZero());
    }

    @Test
    void anInvitationStaysWhenItsMessagesAreDeleted() {
        take(decider().joined(null, new Fact.Joined(CHAT, ANA, now), now));
        message(2, ANA);
        deleted(2);
        settle();
        assertThat(raised().kind()).isEqualTo("group_invitation");
        assertThat(raised().count()).isZero();
        message(3, ANA);
        settle();
        assertThat(raised().count()).isEqualTo(1);
        deleted(3);
        settle();
        assertThat(raised().count()).isZero();
    }

    @Test
    void aDeletedMessageIsNotPushed() {
        message();
        settle();
        deleted(1);
        after(TIMING.pushAfter());
        assertThat(pushes).isEmpty();
        message();
        delivered(2);
        message();
        deleted(3);
        after(TIMING.pushAfter());
        assertThat(pushes).as("the one that is left is on a device").isEmpty();
        message();
        message();
        deleted(5);
        after(TIMING.pushAfter());
        assertThat(pushes).singleElement().matches(push -> push.count() == 2);
    }

    /** A user with a notification has the messages too; the count may take its time. */
    @Test
    void aCountIsToldLessOftenThanSomethingNew() {
        message();
        after(TIMING.settle());
        assertThat(events).hasSize(1);
        for (int i = 0; i < 30; i++) {
            message();
            after(Duration.ofMillis(100));
        }
        assertThat(events).hasSize(3);
        settle();
        assertThat(raised().count()).isEqualTo(31);
    }

    @Test
    void whoReadsAtOnceIsToldNothing() {
        message();
        read(1);
        after(Duration.ofHours(1));
        assertThat(events).isEmpty();
        assertThat(pushes).isEmpty();
        assertThat(inbox.due()).isNull();
    }

    @Test
    void readingClearsAndIsToldOnce() {
        message();
        settle();
        UUID id = raised().id();
        read(1);
        read(1);
        settle();
        assertThat(events).hasSize(2);
        NotificationsCleared cleared = (NotificationsCleared) events.getLast();
        assertThat(cleared.ids()).containsExactly(id);
        assertThat(cleared.reason()).isEqualTo(ClearReason.READ);
        assertThat(cleared.chatId()).isEqualTo(CHAT);
        message();
        settle();
        assertThat(raised().id()).isNotEqualTo(id);
        assertThat(raised().count()).isEqualTo(1);
        assertThat(raised().kind()).isEqualTo("message");
    }

    @Test
    void readingSomeLowersTheCountAndChangesNoTime() {
        message();
        message();
        message();
        settle();
        Instant at = raised().at();
        read(2);
        settle();
        assertThat(raised().count()).isEqualTo(1);
        assertThat(raised().at()).isEqualTo(at);
    }

    @Test
    void aFactThatWasSeenBeforeChangesNothing() {
        message(1, ANA);
        message(2, ANA);
        settle();
        Inbox before = inbox;
        message(1, ANA);
        message(2, ANA);
        assertThat(inbox).isSameAs(before);
        assertThat(events).hasSize(1);
    }

    @Test
    void aClearedNotificationStaysAwayUntilTheNextMessage() {
        message();
        settle();
        UUID id = raised().id();
        inbox = NotificationDecider.withoutNotification(inbox);
        after(Duration.ofHours(1));
        assertThat(events).hasSize(1);
        assertThat(pushes).as("what was cleared is not pushed").isEmpty();
        message();
        settle();
        assertThat(raised().id()).isNotEqualTo(id);
        assertThat(raised().count()).as("as the chat counts").isEqualTo(2);
        inbox = NotificationDecider.withoutNotification(inbox);
        read(2);
        assertThat(events.getLast()).isEqualTo(new UnreadCounted(BEA, version, CHAT, 0, now));
    }

    @Test
    void clearingMeansWhatIsNamed() {
        OpenNotification open = new OpenNotification(new UUID(1, 1), "message", now, now, false);
        assertThat(NotificationDecider.matches(clear(List.of(open.id()), null, null), CHAT, open))
                .isTrue();
        assertThat(NotificationDecider.matches(clear(List.of(new UUID(1, 2)), null, null), CHAT, open))
                .isFalse();
        assertThat(NotificationDecider.matches(clear(null, CHAT, null), CHAT, open))
                .isTrue();
        assertThat(NotificationDecider.matches(clear(null, CHAT, null), null, open))
                .isFalse();
        assertThat(NotificationDecider.matches(clear(null, null, now), CHAT, open))
                .isTrue();
        assertThat(NotificationDecider.matches(clear(null, null, now.minusMillis(1)), CHAT, open))
                .isFalse();
    }

    private ClearNotifications clear(List<UUID> ids, UUID chat, Instant upTo) {
        return new ClearNotifications(BEA, ids, chat, upTo, now);
    }

    @Test
    void aMutedChatIsCountedAndNotTold() {
        take(decider().joined(null, new Fact.Joined(CHAT, null, now), now));
        mute(true, null);
        assertThat(events.getLast()).isInstanceOf(ChatMuted.class);
        mute(true, null);
        assertThat(events).hasSize(1);
        message();
        settle();
        assertThat(events.getLast()).isEqualTo(new UnreadCounted(BEA, version, CHAT, 1, now));
        after(Duration.ofHours(1));
        assertThat(pushes).isEmpty();
        mute(false, null);
        assertThat(events.getLast()).isInstanceOf(ChatUnmuted.class);
        message();
        settle();
        assertThat(raised().count()).isEqualTo(2);
    }

    @Test
    void aMuteEndsByItself() {
        message();
        settle();
        read(1);
        mute(true, now.plusSeconds(60));
        message();
        settle();
        assertThat(events.getLast()).isInstanceOf(UnreadCounted.class);
        after(Duration.ofSeconds(60));
        message();
        settle();
        assertThat(raised().count()).isEqualTo(2);
    }

    @Test
    void mutingWhatWaitsToBeToldKeepsItQuiet() {
        message();
        mute(true, null);
        after(Duration.ofMinutes(1));
        assertThat(events).noneMatch(NotificationRaised.class::isInstance);
        assertThat(pushes).isEmpty();
        assertThat(suppressed).containsExactly(Suppression.MUTED);
    }

    @Test
    void ofABlockedPersonNothingIsTold() {
        settings = settings.block(ANA);
        message();
        after(Duration.ofMinutes(1));
        assertThat(events)
                .containsExactly(
                        new UnreadCounted(BEA, 1, CHAT, 1, events.getFirst().occurredAt()));
        assertThat(pushes).isEmpty();
        settings = settings.unblock(ANA);
        message();
        settle();
        assertThat(raised().count()).isEqualTo(2);
    }

    @Test
    void aBlockedPersonDoesNotRaiseTheCountOfWhatAnotherRaised() {
        message();
        settle();
        UUID eva = new UUID(0, 3);
        settings = settings.block(eva);
        message(2, eva);
        settle();
        assertThat(events.getLast()).isInstanceOf(UnreadCounted.class);
    }

    @Test
    void aKindThatIsOffIsCountedAndNotTold() {
        settings = settings.prefer(
                new NotificationPreferences(List.of(new KindPreference("first_contact", false, true)), null, false));
        message();
        settle();
        assertThat(events.getLast()).isInstanceOf(UnreadCounted.class);
        after(Duration.ofSeconds(5));
        assertThat(pushes).as("in-app and push are two things").hasSize(1);
    }

    @Test
    void anInvitationIsToldAndBecomesCountedWithMessages() {
        take(decider().joined(null, new Fact.Joined(CHAT, ANA, now), now));
        settle();
        assertThat(raised().kind()).isEqualTo("group_invitation");
        assertThat(raised().count()).isZero();
        assertThat(raised().upToSeq()).isNull();
        UUID id = raised().id();
        take(decider().joined(inbox, new Fact.Joined(CHAT, ANA, now), now));
        message();
        settle();
        assertThat(events).hasSize(2);
        assertThat(raised().id()).isEqualTo(id);
        assertThat(raised().count()).isEqualTo(1);
    }

    @Test
    void whatNoDeviceConfirmedInTimeIsPushedOnce() {
        message();
        after(Duration.ofMillis(4_999));
        assertThat(pushes).isEmpty();
        after(Duration.ofMillis(1));
        assertThat(pushes).hasSize(1);
        assertThat(pushes.getFirst()).isEqualTo(new Push(raised().id(), "first_contact", CHAT, ANA, 1, now));
        after(Duration.ofHours(5));
        assertThat(pushes).hasSize(1);
    }

    @Test
    void whatADeviceConfirmedIsNotPushed() {
        message();
        after(Duration.ofMillis(4_900));
        delivered(1);
        after(Duration.ofHours(1));
        assertThat(pushes).isEmpty();
        assertThat(inbox.due()).isNull();
    }

    @Test
    void whatCameAfterTheConfirmedHasItsTimeFromThen() {
        message();
        after(Duration.ofSeconds(4));
        message();
        delivered(1);
        after(Duration.ofSeconds(4));
        assertThat(pushes).isEmpty();
        after(Duration.ofSeconds(1));
        assertThat(pushes).hasSize(1);
    }

    @Test
    void aBurstIsPushedOnceAndTheNextOneAgain() {
        for (int i = 0; i < 20; i++) {
            message();
            after(Duration.ofSeconds(10));
        }
        assertThat(pushes).as("pauses of 10 s are one burst").hasSize(1);
        after(Duration.ofSeconds(60));
        message();
        after(Duration.ofSeconds(10));
        assertThat(pushes).hasSize(2);
        assertThat(pushes.getLast().count()).isEqualTo(21);
    }

    @Test
    void whoWasBackAndLeftIsPushedToAgain() {
        message();
        after(Duration.ofSeconds(6));
        delivered(1);
        message();
        after(Duration.ofSeconds(6));
        assertThat(pushes).hasSize(2);
    }

    @Test
    void whoHasNoDeviceWaitsForNoPush() {
        pushable = false;
        message();
        settle();
        assertThat(inbox.due()).isNull();
    }

    @Test
    void quietHoursAndKindsThatAreOffPushNothing() {
        settings =
                settings.prefer(new NotificationPreferences(List.of(), new QuietHours("10:00", "12:00", "UTC"), false));
        message();
        after(Duration.ofMinutes(1));
        settings = settings.prefer(
                new NotificationPreferences(List.of(new KindPreference("first_contact", true, false)), null, false));
        after(Duration.ofMinutes(1));
        message();
        after(Duration.ofMinutes(1));
        assertThat(pushes).isEmpty();
        assertThat(suppressed).containsExactly(Suppression.QUIET_HOURS, Suppression.KIND_OFF);
        assertThat(events).as("but it is raised").hasSize(2);
    }

    @Test
    void aPushNamesNobodyWhenItsUserWantsItSo() {
        settings = settings.prefer(new NotificationPreferences(List.of(), null, true));
        message();
        after(Duration.ofSeconds(5));
        assertThat(pushes.getFirst().actorId()).isNull();
    }

    @Test
    void anotherEventIsToldOnce() {
        Fact.Other fact = new Fact.Other(new UUID(4, 4), "report_outcome", new UUID(5, 5), null, now);
        Decision<OpenNotification> first = decider().other(null, fact, 1, now);
        assertThat(first.event()).isInstanceOf(NotificationRaised.class);
        assertThat(first.push()).isNotNull();
        Decision<OpenNotification> again = decider().other(first.state(), fact, 2, now);
        assertThat(again.event()).isNull();
        assertThat(again.push()).isNull();
    }

    /** The last event is right, whatever facts come in whatever order. */
    @Test
    void theUnreadCountThatIsToldIsThatOfTheChat() {
        for (int run = 0; run < 300; run++) {
            Random random = new Random(run);
            inbox = null;
            version = 0;
            seq = 0;
            events.clear();
            TreeSet<Long> unread = new TreeSet<>();
            long readUpTo = 0;
            for (int step = 0; step < 60; step++) {
                switch (random.nextInt(9)) {
                    case 0, 1, 2 -> {
                        message();
                        unread.add(seq);
                    }
                    case 3 -> seq++; // One's own.
                    case 4 -> {
                        if (seq > readUpTo) {
                            readUpTo += 1 + random.nextLong(seq - readUpTo);
                            read(readUpTo);
                            unread.headSet(readUpTo, true).clear();
                        }
                    }
                    case 5 -> {
                        if (inbox != null) {
                            mute(random.nextBoolean(), random.nextBoolean() ? now.plusSeconds(3) : null);
                        }
                    }
                    case 6 -> {
                        if (inbox != null && inbox.open() != null) {
                            inbox = NotificationDecider.withoutNotification(inbox);
                        }
                    }
                    case 7 -> {
                        long gone = seq - random.nextInt(3);
                        deleted(gone);
                        unread.remove(gone);
                    }
                    default -> after(Duration.ofMillis(random.nextInt(800)));
                }
            }
            after(Duration.ofSeconds(3));
            assertThat(told()).as("run " + run).isEqualTo(unread.size());
        }
    }

    /** The state of a consumer that folds the events. */
    private long told() {
        long told = 0;
        for (NotificationEvent event : events) {
            told = switch (event) {
                case NotificationRaised e -> e.count();
                case UnreadCounted e -> e.unread();
                case NotificationsCleared e when e.chatId() != null -> 0;
                default -> told;
            };
        }
        return told;
    }
}
