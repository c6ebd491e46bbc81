package io.livemarket.notification.domain;

import static io.livemarket.notification.domain.NotificationSpecification.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Ids;
import io.livemarket.events.Json;
import io.livemarket.events.notifications.ClearReason;
import io.livemarket.events.notifications.KindPreference;
import io.livemarket.events.notifications.NotificationCommand.ClearNotifications;
import io.livemarket.events.notifications.NotificationEvent;
import io.livemarket.events.notifications.NotificationEvent.ChatMuted;
import io.livemarket.events.notifications.NotificationEvent.ChatUnmuted;
import io.livemarket.events.notifications.NotificationEvent.NotificationRaised;
import io.livemarket.events.notifications.NotificationEvent.NotificationsCleared;
import io.livemarket.events.notifications.NotificationEvent.UnreadCounted;
import io.livemarket.events.notifications.NotificationPreferences;
import io.livemarket.events.notifications.QuietHours;
import io.livemarket.notification.domain.NotificationSpecification.Input;
import io.livemarket.testkit.Circumstance;
import io.livemarket.testkit.DeciderSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** The notifications of one user about one chat, moment by moment. */
class NotificationDeciderTest {

    private static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");

    @Test
    void aBurstIsNotifiedOnceWithItsCount() {
        var before = given(message(), message(), message())
                .thenState(user -> assertThat(user.events()).isEmpty())
                .whenTimePasses(SETTLED)
                .thenState(user -> {
                    assertThat(user.events()).hasSize(1);
                    assertThat(user.raised().count()).isEqualTo(3);
                    assertThat(user.raised().upToSeq()).isEqualTo(3);
                    assertThat(user.raised().kind()).isEqualTo("first_contact");
                });
        UUID id = before.state().raised().id();
        before.when(message()).whenTimePasses(SETTLED).thenState(user -> {
            assertThat(user.raised().count()).isEqualTo(4);
            assertThat(user.raised().id()).isEqualTo(id);
            assertThat(user.raised().raisedAt()).isBefore(user.raised().at());
            assertThat(user.inbox().due())
                    .as("only the push waits")
                    .isEqualTo(user.inbox().push().at());
        });
    }

    @Test
    void aNotificationOfADeletedMessageIsWithdrawn() {
        given(message())
                .whenTimePasses(SETTLED)
                .when(deleted(1))
                .thenState(user -> {
                    assertThat(user.events()).hasSize(2);
                    assertThat(user.events().getLast()).isInstanceOfSatisfying(NotificationsCleared.class, cleared -> {
                        assertThat(cleared.ids())
                                .containsExactly(
                                        ((NotificationRaised) user.events().getFirst()).id());
                        assertThat(cleared.chatId()).isEqualTo(CHAT);
                        assertThat(cleared.reason()).isEqualTo(ClearReason.ASKED);
                    });
                })
                .when(message())
                .whenTimePasses(SETTLED)
                .thenState(user -> {
                    assertThat(user.raised().id())
                            .as("another one")
                            .isNotEqualTo(((NotificationRaised) user.events().getFirst()).id());
                    assertThat(user.raised().count()).isEqualTo(1);
                });
    }

    @Test
    void hidingAChatClearsNotificationAndCountUntilAMessage() {
        given(message(), message())
                .whenTimePasses(SETTLED)
                .when(hidden())
                .thenState(user -> {
                    assertThat(user.events()).hasSize(2);
                    assertThat(user.events().getLast()).isInstanceOfSatisfying(NotificationsCleared.class, cleared -> {
                        assertThat(cleared.chatId()).isEqualTo(CHAT);
                        assertThat(cleared.reason()).isEqualTo(ClearReason.ASKED);
                    });
                })
                .when(hidden())
                .whenTimePasses(Duration.ofMinutes(1))
                .thenState(user -> {
                    assertThat(user.events())
                            .as("nothing more of a hidden chat")
                            .hasSize(2);
                    assertThat(user.pushes()).isEmpty();
                })
                .when(message())
                .whenTimePasses(SETTLED)
                .thenState(user -> {
                    assertThat(user.raised().count()).as("all that are unread").isEqualTo(3);
                    assertThat(user.raised().id())
                            .isNotEqualTo(((NotificationRaised) user.events().getFirst()).id());
                });
    }

    @Test
    void anOwnMessageRestoresAHiddenChatsCountOnly() {
        given(message(), message())
                .whenTimePasses(SETTLED)
                .when(hidden())
                .when(broughtBack())
                .thenState(user -> assertThat(user.events().getLast())
                        .isInstanceOfSatisfying(
                                UnreadCounted.class,
                                counted -> assertThat(counted.unread()).isEqualTo(2)))
                .when(broughtBack())
                .whenTimePasses(Duration.ofMinutes(1))
                .thenState(user -> {
                    assertThat(user.events())
                            .as("counted once, and nothing is notified")
                            .hasSize(3);
                    assertThat(user.pushes()).isEmpty();
                })
                .when(message())
                .whenTimePasses(SETTLED)
                .thenState(user -> assertThat(user.raised().count()).isEqualTo(3))
                .when(hidden())
                .when(read(3))
                .when(broughtBack())
                .thenState(user -> {
                    assertThat(user.events().getLast())
                            .as("nothing is left to count")
                            .isInstanceOf(NotificationsCleared.class);
                    assertThat(user.inbox().isHidden()).isFalse();
                });
    }

    @Test
    void readAndDeletedMessagesOfHiddenChatsAreNotCounted() {
        given(message(), message(), message())
                .whenTimePasses(SETTLED)
                .when(hidden())
                .when(read(1))
                .when(deleted(2))
                .whenTimePasses(SETTLED)
                .thenState(user -> assertThat(user.events()).hasSize(2))
                .when(message())
                .whenTimePasses(SETTLED)
                .thenState(user -> assertThat(user.raised().count()).isEqualTo(2));
    }

    @Test
    void hidingAMutedChatTakesItsCountAway() {
        given(message())
                .whenTimePasses(SETTLED)
                .when(muted())
                .when(message())
                .whenTimePasses(Duration.ofMinutes(1))
                .when(read(1))
                .whenTimePasses(Duration.ofMinutes(1))
                .when(hidden())
                .thenState(user -> {
                    assertThat(user.inbox().isHidden()).isTrue();
                    assertThat(user.events().getLast())
                            .isInstanceOfAny(NotificationsCleared.class, UnreadCounted.class);
                });
    }

    @Test
    void hidingAChatBeforeItIsNotifiedRaisesNothing() {
        given(message(), hidden()).whenTimePasses(SETTLED).thenState(user -> {
            assertThat(user.events()).isEmpty();
            assertThat(user.inbox().due()).isNull();
        });
    }

    @Test
    void aDeletionLowersTheCountAndChangesNoTime() {
        var before = given(message(), message()).whenTimePasses(SETTLED);
        Instant at = before.state().raised().at();
        before.when(deleted(1)).whenTimePasses(SETTLED).thenState(user -> {
            assertThat(user.events()).hasSize(2);
            assertThat(user.raised().count()).isEqualTo(1);
            assertThat(user.raised().at()).isEqualTo(at);
        });
    }

    @Test
    void whatIsDeletedBeforeItIsNotifiedIsNotNotified() {
        given(message(), deleted(1))
                .whenTimePasses(SETTLED)
                .thenState(user -> assertThat(user.events()).isEmpty())
                .when(message())
                .whenTimePasses(SETTLED)
                .when(message())
                .when(message())
                .when(deleted(4))
                .when(deleted(3))
                .whenTimePasses(SETTLED)
                .thenState(notified(1, 1));
    }

    @Test
    void aFirstMessageIsNotifiedThoughTheNextIsDeleted() {
        given(message(), message(), deleted(2)).whenTimePasses(SETTLED).thenState(notified(1, 1));
    }

    @Test
    void anUnreadMessageIsNotifiedThoughTheNextIsDeleted() {
        given(message())
                .whenTimePasses(SETTLED)
                .when(read(1))
                .when(message())
                .when(message())
                .when(deleted(3))
                .whenTimePasses(SETTLED)
                .thenState(user -> assertThat(user.raised().count()).isEqualTo(1));
    }

    @Test
    void aNewMessageIsNotifiedThoughAnOlderIsDeleted() {
        given(message())
                .whenTimePasses(SETTLED)
                .when(message())
                .when(deleted(1))
                .whenTimePasses(SETTLED)
                .thenState(user -> {
                    assertThat(user.events()).hasSize(2);
                    assertThat(user.raised().upToSeq()).isEqualTo(2);
                    assertThat(user.raised().count()).isEqualTo(1);
                });
    }

    @Test
    void aNewMessageIsNotifiedThoughItsNeighboursAreDeleted() {
        given(message())
                .whenTimePasses(SETTLED)
                .when(message())
                .when(message())
                .when(deleted(1))
                .when(deleted(3))
                .whenTimePasses(SETTLED)
                .thenState(notified(2, 1));
    }

    @Test
    void aDeletedNewMessageKeepsTheNotificationsTime() {
        var before = given(message(), message()).whenTimePasses(SETTLED);
        Instant at = before.state().raised().at();
        before.when(message())
                .when(deleted(1))
                .when(deleted(3))
                .whenTimePasses(SETTLED)
                .thenState(user -> {
                    assertThat(user.events()).hasSize(2);
                    assertThat(user.raised().count()).isEqualTo(1);
                    assertThat(user.raised().at()).isEqualTo(at);
                });
    }

    /** Of the journal of an earlier version, which knew neither. */
    @Test
    void anInboxOfAnEarlierVersionGoesOn() {
        given(message())
                .whenTimePasses(SETTLED)
                .when(message())
                .whenTimePasses(SETTLED)
                .and(new Circumstance<>("journal of an earlier version", user -> user.with(former(user.inbox()))))
                .when(deleted(1))
                .whenTimePasses(SETTLED)
                .thenState(user -> assertThat(user.raised().count()).isEqualTo(1))
                .when(message())
                .whenTimePasses(SETTLED)
                .thenState(user -> {
                    assertThat(user.raised().count()).isEqualTo(2);
                    assertThat(user.events()).hasSize(4);
                });
    }

    private static Inbox former(Inbox inbox) {
        ObjectNode former = (ObjectNode) Json.MAPPER.readTree(Json.bytes(inbox));
        former.remove(List.of("chatName", "toldUpTo"));
        return Json.read(Json.bytes(former), Inbox.class);
    }

    @Test
    void leavingAGroupClearsItsNotificationAndItsCount() {
        var gone = given(invited(ANA, "Bici"), message())
                .whenTimePasses(SETTLED)
                .thenState(user -> assertThat(user.raised().count()).isEqualTo(1))
                .when(left())
                .thenState(user -> {
                    assertThat(user.events().getLast()).isInstanceOf(NotificationsCleared.class);
                    assertThat(user.inbox().unreadCount()).isZero();
                });
        int events = gone.state().events().size();
        gone.when(left())
                .whenTimePasses(Duration.ofMinutes(5))
                .thenState(user -> assertThat(user.events()).hasSize(events));
    }

    @Test
    void aPendingNotificationOfALeftGroupIsNeverRaised() {
        given(invited(ANA, "Bici"), left())
                .whenTimePasses(Duration.ofMinutes(5))
                .thenState(user -> {
                    assertThat(user.events()).isEmpty();
                    assertThat(user.pushes()).isEmpty();
                });
    }

    @Test
    void anotherInvitationNotifiesAgain() {
        given(invited(ANA, "Bici"))
                .whenTimePasses(SETTLED)
                .when(left())
                .when(invited(EVA, "Ruzafa"))
                .whenTimePasses(SETTLED)
                .thenState(user -> {
                    assertThat(user.raised().actorId()).isEqualTo(EVA);
                    assertThat(user.raised().chatName()).isEqualTo("Ruzafa");
                })
                .when(message(8, EVA))
                .whenTimePasses(SETTLED)
                .thenState(user -> assertThat(user.inbox().unreadCount()).isEqualTo(1));
    }

    @Test
    void laterNotificationsShowTheNewNameOfAGroup() {
        given(joined("Bici"), renamed("Ruzafa"), message())
                .whenTimePasses(SETTLED)
                .thenState(user -> assertThat(user.raised().chatName()).isEqualTo("Ruzafa"));
        given().when(renamed("Ruzafa")).thenUnchanged();
    }

    /** The senders of the messages before it are not kept. */
    @Test
    void aGroupsNotificationNamesNoSenderOfADeletedMessage() {
        given(invited(ANA), message(1, EVA))
                .whenTimePasses(SETTLED)
                .thenState(user -> assertThat(user.raised().actorId()).isEqualTo(EVA))
                .when(deleted(1))
                .whenTimePasses(SETTLED)
                .thenState(user -> assertThat(user.raised().actorId())
                        .as("EVA is not the one that invited")
                        .isNull())
                .when(message(2, ANA))
                .when(message(3, EVA))
                .whenTimePasses(SETTLED)
                .when(deleted(3))
                .whenTimePasses(SETTLED)
                .thenState(user -> {
                    assertThat(user.raised().count()).isEqualTo(1);
                    assertThat(user.raised().actorId()).isNull();
                })
                .when(message(4, EVA))
                .when(deleted(2))
                .whenTimePasses(SETTLED)
                .thenState(user -> assertThat(user.raised().actorId()).isEqualTo(EVA));
    }

    @Test
    void aPrivateChatsNotificationNamesItsSenderAfterADeletion() {
        UUID chat = Ids.privateChat(BEA, ANA);
        given(message(new Fact.Message(chat, 1, ANA, false)), message(new Fact.Message(chat, 2, ANA, false)))
                .whenTimePasses(SETTLED)
                .when(deleted(new Fact.Deleted(chat, 2)))
                .whenTimePasses(SETTLED)
                .thenState(user -> {
                    assertThat(user.raised().count()).isEqualTo(1);
                    assertThat(user.raised().actorId()).isEqualTo(ANA);
                });
    }

    @Test
    void deletingReadDeletedOrOwnMessagesChangesNothing() {
        var before = given(message(), message())
                .whenTimePasses(SETTLED)
                .when(read(1))
                .whenTimePasses(SETTLED);
        Inbox inbox = before.state().inbox();
        var later = before.when(deleted(1))
                .when(deleted(7))
                .thenState(user -> assertThat(user.inbox()).isSameAs(inbox))
                .when(deleted(2));
        int told = later.state().events().size();
        later.when(deleted(2)).thenState(user -> assertThat(user.events()).hasSize(told));
    }

    @Test
    void aDeletionIsCountedWhereNothingWasNotified() {
        given(message())
                .whenTimePasses(SETTLED)
                .when(muted())
                .when(message())
                .whenTimePasses(SETTLED)
                .when(deleted(2))
                .when(deleted(1))
                .whenTimePasses(SETTLED)
                .thenState(user -> assertThat(user.events().getLast()).isInstanceOf(NotificationsCleared.class))
                .when(message())
                .whenTimePasses(SETTLED)
                .when(deleted(3))
                .thenState(user -> assertThat(user.events().getLast())
                        .isInstanceOfSatisfying(
                                UnreadCounted.class,
                                counted -> assertThat(counted.unread()).isZero()));
    }

    @Test
    void anInvitationStaysWhenItsMessagesAreDeleted() {
        given(invited(ANA), message(2, ANA), deleted(2))
                .whenTimePasses(SETTLED)
                .thenState(user -> {
                    assertThat(user.raised().kind()).isEqualTo("group_invitation");
                    assertThat(user.raised().count()).isZero();
                })
                .when(message(3, ANA))
                .whenTimePasses(SETTLED)
                .thenState(user -> assertThat(user.raised().count()).isEqualTo(1))
                .when(deleted(3))
                .whenTimePasses(SETTLED)
                .thenState(user -> assertThat(user.raised().count()).isZero());
    }

    @Test
    void aDeletedMessageIsNotPushed() {
        given(message())
                .whenTimePasses(SETTLED)
                .when(deleted(1))
                .whenTimePasses(TIMING.pushAfter())
                .thenState(user -> assertThat(user.pushes()).isEmpty())
                .when(message())
                .when(delivered(2))
                .when(message())
                .when(deleted(3))
                .whenTimePasses(TIMING.pushAfter())
                .thenState(user -> assertThat(user.pushes())
                        .as("the one that is left is on a device")
                        .isEmpty())
                .when(message())
                .when(message())
                .when(deleted(5))
                .whenTimePasses(TIMING.pushAfter())
                .thenState(user -> assertThat(user.pushes()).singleElement().matches(push -> push.count() == 2));
    }

    /** A user with a notification has the messages too; the count may take its time. */
    @Test
    void aCountIsPublishedLessOftenThanANotification() {
        var user = given(message())
                .after(TIMING.settle())
                .thenState(notified -> assertThat(notified.events()).hasSize(1));
        for (int i = 0; i < 30; i++) {
            user = user.when(message()).after(Duration.ofMillis(100));
        }
        user.thenState(notified -> assertThat(notified.events()).hasSize(3))
                .whenTimePasses(SETTLED)
                .thenState(notified -> assertThat(notified.raised().count()).isEqualTo(31));
    }

    @Test
    void aUserWhoReadsAtOnceIsNotNotified() {
        given(message(), read(1)).whenTimePasses(Duration.ofHours(1)).thenState(user -> {
            assertThat(user.events()).isEmpty();
            assertThat(user.pushes()).isEmpty();
            assertThat(user.inbox().due()).isNull();
        });
    }

    @Test
    void readingClearsAndIsPublishedOnce() {
        var before = given(message()).whenTimePasses(SETTLED);
        UUID id = before.state().raised().id();
        var later = before.when(read(1))
                .when(read(1))
                .whenTimePasses(SETTLED)
                .thenState(user -> assertThat(user.events()).hasSize(2));
        NotificationsCleared cleared =
                (NotificationsCleared) later.state().events().getLast();
        later.thenState(user -> {
                    assertThat(cleared.ids()).containsExactly(id);
                    assertThat(cleared.reason()).isEqualTo(ClearReason.READ);
                    assertThat(cleared.chatId()).isEqualTo(CHAT);
                })
                .when(message())
                .whenTimePasses(SETTLED)
                .thenState(user -> {
                    assertThat(user.raised().id()).isNotEqualTo(id);
                    assertThat(user.raised().count()).isEqualTo(1);
                    assertThat(user.raised().kind()).isEqualTo("message");
                });
    }

    @Test
    void readingSomeLowersTheCountAndChangesNoTime() {
        var before = given(message(), message(), message()).whenTimePasses(SETTLED);
        Instant at = before.state().raised().at();
        before.when(read(2)).whenTimePasses(SETTLED).thenState(user -> {
            assertThat(user.raised().count()).isEqualTo(1);
            assertThat(user.raised().at()).isEqualTo(at);
        });
    }

    @Test
    void aFactThatWasSeenBeforeChangesNothing() {
        var before = given(message(1, ANA), message(2, ANA)).whenTimePasses(SETTLED);
        Inbox inbox = before.state().inbox();
        before.when(message(1, ANA)).when(message(2, ANA)).thenState(user -> {
            assertThat(user.inbox()).isSameAs(inbox);
            assertThat(user.events()).hasSize(1);
        });
    }

    @Test
    void aClearedNotificationStaysAwayUntilTheNextMessage() {
        var before = given(message()).whenTimePasses(SETTLED);
        UUID id = before.state().raised().id();
        before.and(cleared())
                .whenTimePasses(Duration.ofHours(1))
                .thenState(user -> {
                    assertThat(user.events()).hasSize(1);
                    assertThat(user.pushes())
                            .as("what was cleared is not pushed")
                            .isEmpty();
                })
                .when(message())
                .whenTimePasses(SETTLED)
                .thenState(user -> {
                    assertThat(user.raised().id()).isNotEqualTo(id);
                    assertThat(user.raised().count()).as("as the chat counts").isEqualTo(2);
                })
                .and(cleared())
                .when(read(2))
                .thenState(user -> assertThat(user.events().getLast())
                        .isEqualTo(new UnreadCounted(BEA, user.version(), CHAT, 0, user.now())));
    }

    @Test
    void clearingMeansWhatIsNamed() {
        OpenNotification open = new OpenNotification(new UUID(1, 1), "message", NOW, NOW, false);
        assertThat(NotificationDecider.matches(clear(List.of(open.id()), null, null), CHAT, open))
                .isTrue();
        assertThat(NotificationDecider.matches(clear(List.of(new UUID(1, 2)), null, null), CHAT, open))
                .isFalse();
        assertThat(NotificationDecider.matches(clear(null, CHAT, null), CHAT, open))
                .isTrue();
        assertThat(NotificationDecider.matches(clear(null, CHAT, null), null, open))
                .isFalse();
        assertThat(NotificationDecider.matches(clear(null, null, NOW), CHAT, open))
                .isTrue();
        assertThat(NotificationDecider.matches(clear(null, null, NOW.minusMillis(1)), CHAT, open))
                .isFalse();
    }

    private ClearNotifications clear(List<UUID> ids, UUID chat, Instant upTo) {
        return new ClearNotifications(BEA, ids, chat, upTo, NOW);
    }

    @Test
    void aMutedChatIsCountedAndNotNotified() {
        given(joined(), muted())
                .thenState(user -> assertThat(user.events().getLast()).isInstanceOf(ChatMuted.class))
                .when(muted())
                .thenState(user -> assertThat(user.events()).hasSize(1))
                .when(message())
                .whenTimePasses(SETTLED)
                .thenState(user -> assertThat(user.events().getLast())
                        .isEqualTo(new UnreadCounted(BEA, user.version(), CHAT, 1, user.now())))
                .whenTimePasses(Duration.ofHours(1))
                .thenState(user -> assertThat(user.pushes()).isEmpty())
                .when(unmuted())
                .thenState(user -> assertThat(user.events().getLast()).isInstanceOf(ChatUnmuted.class))
                .when(message())
                .whenTimePasses(SETTLED)
                .thenState(user -> assertThat(user.raised().count()).isEqualTo(2));
    }

    @Test
    void aMuteEndsByItself() {
        given(message())
                .whenTimePasses(SETTLED)
                .when(read(1))
                .when(mutedFor(Duration.ofSeconds(60)))
                .when(message())
                .whenTimePasses(SETTLED)
                .thenState(user -> assertThat(user.events().getLast()).isInstanceOf(UnreadCounted.class))
                .whenTimePasses(Duration.ofSeconds(60))
                .when(message())
                .whenTimePasses(SETTLED)
                .thenState(user -> assertThat(user.raised().count()).isEqualTo(2));
    }

    @Test
    void mutingAPendingNotificationKeepsItQuiet() {
        given(message(), muted()).whenTimePasses(Duration.ofMinutes(1)).thenState(user -> {
            assertThat(user.events()).noneMatch(NotificationRaised.class::isInstance);
            assertThat(user.pushes()).isEmpty();
            assertThat(user.suppressed()).containsExactly(Suppression.MUTED);
        });
    }

    @Test
    void aBlockedUsersMessagesAreNotNotified() {
        given().and(blocks(ANA))
                .when(message())
                .whenTimePasses(Duration.ofMinutes(1))
                .thenState(user -> {
                    assertThat(user.events())
                            .containsExactly(new UnreadCounted(
                                    BEA, 1, CHAT, 1, user.events().getFirst().occurredAt()));
                    assertThat(user.pushes()).isEmpty();
                })
                .and(unblocks(ANA))
                .when(message())
                .whenTimePasses(SETTLED)
                .thenState(user -> assertThat(user.raised().count()).isEqualTo(2));
    }

    @Test
    void aBlockedUserChangesNoNotificationOfAnother() {
        given(message())
                .whenTimePasses(SETTLED)
                .and(blocks(EVA))
                .when(message(2, EVA))
                .whenTimePasses(SETTLED)
                .thenState(user -> assertThat(user.events().getLast()).isInstanceOf(UnreadCounted.class));
    }

    @Test
    void aKindThatIsOffIsCountedAndNotNotified() {
        given().and(prefers(new NotificationPreferences(
                        List.of(new KindPreference("first_contact", false, true)), null, false)))
                .when(message())
                .whenTimePasses(SETTLED)
                .thenState(user -> assertThat(user.events().getLast()).isInstanceOf(UnreadCounted.class))
                .whenTimePasses(Duration.ofSeconds(5))
                .thenState(user -> assertThat(user.pushes())
                        .as("in-app and push are two things")
                        .hasSize(1));
    }

    @Test
    void anInvitationIsNotifiedAndThenCountsMessages() {
        var before = given(invited(ANA)).whenTimePasses(SETTLED).thenState(user -> {
            assertThat(user.raised().kind()).isEqualTo("group_invitation");
            assertThat(user.raised().count()).isZero();
            assertThat(user.raised().upToSeq()).isNull();
        });
        UUID id = before.state().raised().id();
        before.when(invited(ANA)).when(message()).whenTimePasses(SETTLED).thenState(user -> {
            assertThat(user.events()).hasSize(2);
            assertThat(user.raised().id()).isEqualTo(id);
            assertThat(user.raised().count()).isEqualTo(1);
        });
    }

    @Test
    void whatNoDeviceConfirmedInTimeIsPushedOnce() {
        given(message())
                .whenTimePasses(Duration.ofMillis(4_999))
                .thenState(user -> assertThat(user.pushes()).isEmpty())
                .whenTimePasses(Duration.ofMillis(1))
                .thenState(user -> {
                    assertThat(user.pushes()).hasSize(1);
                    assertThat(user.pushes().getFirst())
                            .isEqualTo(new Push(user.raised().id(), "first_contact", CHAT, ANA, 1, user.now()));
                })
                .whenTimePasses(Duration.ofHours(5))
                .thenState(user -> assertThat(user.pushes()).hasSize(1));
    }

    @Test
    void whatADeviceConfirmedIsNotPushed() {
        given(message())
                .whenTimePasses(Duration.ofMillis(4_900))
                .when(delivered(1))
                .whenTimePasses(Duration.ofHours(1))
                .thenState(user -> {
                    assertThat(user.pushes()).isEmpty();
                    assertThat(user.inbox().due()).isNull();
                });
    }

    @Test
    void whatCameAfterTheConfirmedHasItsTimeFromThen() {
        given(message())
                .whenTimePasses(Duration.ofSeconds(4))
                .when(message())
                .when(delivered(1))
                .whenTimePasses(Duration.ofSeconds(4))
                .thenState(user -> assertThat(user.pushes()).isEmpty())
                .whenTimePasses(Duration.ofSeconds(1))
                .thenState(user -> assertThat(user.pushes()).hasSize(1));
    }

    @Test
    void aBurstIsPushedOnceAndTheNextOneAgain() {
        var user = given();
        for (int i = 0; i < 20; i++) {
            user = user.when(message()).after(Duration.ofSeconds(10));
        }
        user.thenState(pushed -> assertThat(pushed.pushes())
                        .as("pauses of 10 s are one burst")
                        .hasSize(1))
                .after(Duration.ofSeconds(60))
                .when(message())
                .whenTimePasses(Duration.ofSeconds(10))
                .thenState(pushed -> {
                    assertThat(pushed.pushes()).hasSize(2);
                    assertThat(pushed.pushes().getLast().count()).isEqualTo(21);
                });
    }

    @Test
    void aUserWhoCameBackAndLeftIsPushedAgain() {
        given(message())
                .whenTimePasses(Duration.ofSeconds(6))
                .when(delivered(1))
                .when(message())
                .whenTimePasses(Duration.ofSeconds(6))
                .thenState(user -> assertThat(user.pushes()).hasSize(2));
    }

    @Test
    void aUserWithoutADeviceWaitsForNoPush() {
        given().and(withoutDevice())
                .when(message())
                .whenTimePasses(SETTLED)
                .thenState(user -> assertThat(user.inbox().due()).isNull());
    }

    @Test
    void quietHoursAndKindsThatAreOffPushNothing() {
        given().and(prefers(new NotificationPreferences(List.of(), new QuietHours("10:00", "12:00", "UTC"), false)))
                .when(message())
                .whenTimePasses(Duration.ofMinutes(1))
                .and(prefers(new NotificationPreferences(
                        List.of(new KindPreference("first_contact", true, false)), null, false)))
                .whenTimePasses(Duration.ofMinutes(1))
                .when(message())
                .whenTimePasses(Duration.ofMinutes(1))
                .thenState(user -> {
                    assertThat(user.pushes()).isEmpty();
                    assertThat(user.suppressed()).containsExactly(Suppression.QUIET_HOURS, Suppression.KIND_OFF);
                    assertThat(user.events()).as("but it is raised").hasSize(2);
                });
    }

    @Test
    void aPushHidesTheSenderWhenItsUserPrefersThat() {
        given().and(prefers(new NotificationPreferences(List.of(), null, true)))
                .when(message())
                .whenTimePasses(Duration.ofSeconds(5))
                .thenState(
                        user -> assertThat(user.pushes().getFirst().actorId()).isNull());
    }

    @Test
    void anEventWithoutAChatIsNotifiedOnce() {
        NotificationDecider decider = new NotificationDecider(BEA, Settings.DEFAULT, true, TIMING);
        Fact.Other fact = new Fact.Other(new UUID(4, 4), "report_outcome", new UUID(5, 5), null, NOW);
        Decision<OpenNotification> first = decider.other(null, fact, 1, NOW);
        assertThat(first.event()).isInstanceOf(NotificationRaised.class);
        assertThat(first.push()).isNotNull();
        Decision<OpenNotification> again = decider.other(first.state(), fact, 2, NOW);
        assertThat(again.event()).isNull();
        assertThat(again.push()).isNull();
    }

    /** The last event is right, whatever facts come in whatever order. */
    @Test
    void thePublishedUnreadCountIsThatOfTheChat() {
        for (int run = 0; run < 300; run++) {
            Random random = new Random(run);
            TreeSet<Long> unread = new TreeSet<>();
            long[] readUpTo = {0};
            var user = given();
            for (int step = 0; step < 60; step++) {
                user = anything(user, random, unread, readUpTo);
            }
            NotifiedUser settled = user.after(Duration.ofSeconds(3)).state();
            assertThat(published(settled.events())).as("run " + run).isEqualTo(unread.size());
        }
    }

    private static DeciderSpecification<NotifiedUser, Input, NotificationEvent, Void> anything(
            DeciderSpecification<NotifiedUser, Input, NotificationEvent, Void> user,
            Random random,
            TreeSet<Long> unread,
            long[] readUpTo) {
        long seq = user.state().seq();
        Inbox inbox = user.state().inbox();
        return switch (random.nextInt(9)) {
            case 0, 1, 2 -> {
                unread.add(seq + 1);
                yield user.when(message()).afterwards();
            }
            case 3 -> user.and(ownMessage());
            case 4 -> {
                if (seq <= readUpTo[0]) {
                    yield user;
                }
                readUpTo[0] += 1 + random.nextLong(seq - readUpTo[0]);
                unread.headSet(readUpTo[0], true).clear();
                yield user.when(read(readUpTo[0])).afterwards();
            }
            case 5 -> inbox == null ? user : user.when(anyMute(random)).afterwards();
            case 6 -> inbox == null || inbox.open() == null ? user : user.and(cleared());
            case 7 -> {
                long gone = seq - random.nextInt(3);
                unread.remove(gone);
                yield user.when(deleted(gone)).afterwards();
            }
            default -> user.after(Duration.ofMillis(random.nextInt(800)));
        };
    }

    private static Input anyMute(Random random) {
        boolean muted = random.nextBoolean();
        boolean shortly = random.nextBoolean();
        return !muted ? unmuted() : shortly ? mutedFor(Duration.ofSeconds(3)) : muted();
    }

    /** The state of a consumer that folds the events. */
    private static long published(List<NotificationEvent> events) {
        long unread = 0;
        for (NotificationEvent event : events) {
            unread = switch (event) {
                case NotificationRaised e -> e.count();
                case UnreadCounted e -> e.unread();
                case NotificationsCleared e when e.chatId() != null -> 0;
                default -> unread;
            };
        }
        return unread;
    }

    /** The user got this number of events, and the newest notification counts this number of messages. */
    private static Consumer<NotifiedUser> notified(int events, int count) {
        return user -> {
            assertThat(user.events()).hasSize(events);
            assertThat(user.raised().count()).isEqualTo(count);
        };
    }
}
