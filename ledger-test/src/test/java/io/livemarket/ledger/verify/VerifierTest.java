package io.livemarket.ledger.verify;

import static io.livemarket.ledger.verify.HistoryOfARun.ALICE;
import static io.livemarket.ledger.verify.HistoryOfARun.BOB;
import static io.livemarket.ledger.verify.HistoryOfARun.CHAT;
import static io.livemarket.ledger.verify.HistoryOfARun.FIRST;
import static io.livemarket.ledger.verify.HistoryOfARun.SECOND;
import static io.livemarket.ledger.verify.HistoryOfARun.THIRD;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageEdited;
import io.livemarket.events.chat.ChatEvent.MessagesDelivered;
import io.livemarket.events.chat.ChatEvent.MessagesRead;
import io.livemarket.ledger.model.Attempt;
import io.livemarket.ledger.model.LogRecord;
import io.livemarket.ledger.model.Outcome;
import io.livemarket.ledger.model.Recovery;
import io.livemarket.ledger.model.Shown;
import io.livemarket.ledger.model.Sighting;
import io.livemarket.ledger.model.Sighting.What;
import io.livemarket.ledger.model.Summary.Watermarks;
import io.livemarket.ledger.verify.Violation.Kind;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class VerifierTest {

    private final HistoryOfARun run = new HistoryOfARun();

    @Test
    void aRunInWhichEverythingHeldHasNoViolations() {
        assertThat(run.violations()).isEmpty();
    }

    @Test
    void anUnknownOutcomeMayBeLoggedOnce() {
        run.attempts.set(4, HistoryOfARun.attempt(5, Attempt.Act.SEND, null, "three", new Outcome.Unknown()));
        assertThat(run.violations()).isEmpty();
    }

    @Test
    void anAcknowledgedMessageThatTheLogLacksIsLost() {
        run.attempts.add(HistoryOfARun.send(10, new UUID(1, 9), 4, "four"));
        assertFound(Kind.LOST);
    }

    @Test
    void aMessageDecidedTwiceIsDoubled() {
        run.log(HistoryOfARun.sent(9, 4, THIRD, "three", "k3"));
        assertThat(kinds()).contains(Kind.DOUBLED);
    }

    @Test
    void anIdempotencyKeyDecidedTwiceIsDoubled() {
        run.relog(7, HistoryOfARun.sent(8, 3, THIRD, "three", "k1"));
        assertFound(Kind.DOUBLED);
    }

    @Test
    void anEventIdThatComesTwiceIsDoubled() {
        LogRecord last = run.log.removeLast();
        run.log.add(new LogRecord(0, 7, "event-1", last.event()));
        assertFound(Kind.DOUBLED);
    }

    @Test
    void anEditDecidedTwiceIsDoubled() {
        run.log(new MessageEdited(CHAT, 9, 1, FIRST, ALICE, "one, edited", Instant.EPOCH));
        assertThat(kinds()).contains(Kind.DOUBLED);
    }

    @Test
    void aSeqThatSkipsIsOutOfOrder() {
        run.relog(7, HistoryOfARun.sent(8, 4, THIRD, "three", "k3"));
        assertThat(kinds()).contains(Kind.LOG_OUT_OF_ORDER, Kind.MISPLACED);
    }

    @Test
    void aVersionThatComesTwiceIsOutOfOrder() {
        run.log(new MessagesDelivered(CHAT, 8, ALICE, 3, Instant.EPOCH));
        assertThat(kinds()).contains(Kind.LOG_OUT_OF_ORDER);
    }

    @Test
    void aMessageAtAnotherSeqThanAcknowledgedIsMisplaced() {
        run.attempts.set(0, HistoryOfARun.send(1, FIRST, 7, "one"));
        assertFound(Kind.MISPLACED);
    }

    @Test
    void anEditAtAnotherVersionThanAcknowledgedIsMisplaced() {
        run.attempts.set(
                1,
                HistoryOfARun.attempt(
                        2, Attempt.Act.EDIT, FIRST, "one, edited", new Outcome.Acknowledged(FIRST, 1, 4)));
        assertFound(Kind.MISPLACED);
    }

    @Test
    void anAcknowledgedEditThatTheLogLacksIsLost() {
        run.attempts.add(HistoryOfARun.attempt(
                10, Attempt.Act.EDIT, THIRD, "three, edited", new Outcome.Acknowledged(THIRD, 3, 9)));
        assertFound(Kind.CHANGE_LOST);
    }

    @Test
    void anAcknowledgedDeletionThatTheLogLacksIsLost() {
        run.attempts.add(
                HistoryOfARun.attempt(10, Attempt.Act.DELETE, THIRD, null, new Outcome.Acknowledged(THIRD, 3, 9)));
        assertFound(Kind.CHANGE_LOST);
    }

    @Test
    void anAcknowledgedReadReceiptThatTheLogLacksIsLost() {
        run.attempts.add(HistoryOfARun.readReceipt(10, 3));
        assertFound(Kind.CHANGE_LOST);
    }

    @Test
    void aRefusedMessageInTheLogIsFound() {
        run.attempts.set(4, HistoryOfARun.attempt(5, Attempt.Act.SEND, null, "three", new Outcome.Refused("blocked")));
        assertFound(Kind.REFUSED_BUT_DECIDED);
    }

    @Test
    void aLoggedMessageOfACutFrameIsFound() {
        run.attempts.set(4, HistoryOfARun.attempt(5, Attempt.Act.SEND, null, "three", new Outcome.Cut()));
        assertFound(Kind.REFUSED_BUT_DECIDED);
    }

    @Test
    void anAcknowledgedMessageOfAnOutsiderIsFound() {
        run.attempts.set(
                4,
                new Attempt(
                        5,
                        new Attempt.Participant(new java.util.UUID(0, 9), CHAT),
                        Attempt.Act.SEND,
                        null,
                        null,
                        "three",
                        0,
                        new Outcome.Acknowledged(THIRD, 3, 8)));
        assertThat(kinds()).contains(Kind.REFUSED_BUT_DECIDED);
    }

    @Test
    void anEditOfAnotherUsersMessageIsFound() {
        run.attempts.set(
                1,
                new Attempt(
                        2,
                        new Attempt.Participant(BOB, CHAT),
                        Attempt.Act.EDIT,
                        FIRST,
                        null,
                        "one, edited",
                        0,
                        new Outcome.Acknowledged(FIRST, 1, 3)));
        assertFound(Kind.REFUSED_BUT_DECIDED);
    }

    @Test
    void aMessageThatNoClientAskedForIsFound() {
        run.attempts.remove(4);
        assertFound(Kind.UNASKED);
    }

    @Test
    void editsAndDeletionsWithoutARequestAreFound() {
        run.attempts.remove(3);
        run.attempts.remove(1);
        assertThat(run.violations()).extracting(Violation::kind).containsExactly(Kind.UNASKED, Kind.UNASKED);
    }

    @Test
    void aMessageThatARecipientsSocketsNeverGotIsMissed() {
        run.bobBefore.removeFirst();
        assertFound(Kind.SOCKET_MISSED);
    }

    @Test
    void aDeletedMessageNeedNotReachSockets() {
        run.bobAfter.removeFirst();
        assertThat(run.violations()).isEmpty();
    }

    @Test
    void aMissedMessageThatWasDeletedLeavesNoGap() {
        UUID fourth = new UUID(1, 4);
        run.log(HistoryOfARun.sent(9, 4, fourth, "four", "k4"));
        run.log(new MessageDeleted(CHAT, 10, 4, fourth, ALICE, Instant.EPOCH));
        run.alice.addAll(List.of(HistoryOfARun.message(9, 4, fourth, "four"), HistoryOfARun.deleted(10, 4, fourth)));
        run.bobAfter.clear();
        run.bobAfter.addAll(List.of(Sighting.reconnect(false), HistoryOfARun.message(8, 3, THIRD, "three")));
        assertThat(kinds()).doesNotContain(Kind.SOCKET_GAP, Kind.SOCKET_MISSED);
    }

    @Test
    void aMessageSentTwiceOnOneConnectionIsDoubled() {
        run.bobAfter.add(1, HistoryOfARun.message(6, 2, SECOND, ""));
        assertFound(Kind.SOCKET_DOUBLED);
    }

    @Test
    void aReceiptSentTwiceOnOneConnectionIsDoubled() {
        run.alice.add(4, HistoryOfARun.receipt(What.DELIVERED, 4, 1));
        assertFound(Kind.SOCKET_DOUBLED);
    }

    @Test
    void aConfirmedMessageRepeatedAfterReconnectIsDoubled() {
        run.bobAfter.addFirst(HistoryOfARun.message(3, 1, FIRST, "one, edited"));
        assertFound(Kind.SOCKET_DOUBLED);
    }

    @Test
    void anUnconfirmedMessageMayBeRepeatedAfterReconnect() {
        run.confirmedBefore = 0;
        run.bobAfter.addFirst(HistoryOfARun.message(3, 1, FIRST, "one, edited"));
        assertThat(run.violations()).isEmpty();
    }

    @Test
    void missedMessagesInTheWrongOrderAreFound() {
        run.confirmedBefore = 0;
        run.bobAfter.add(1, HistoryOfARun.message(3, 1, FIRST, "one, edited"));
        assertFound(Kind.SOCKET_OUT_OF_ORDER);
    }

    @Test
    void liveEventsInTheWrongOrderAreFound() {
        Collections.swap(run.alice, 2, 3);
        assertFound(Kind.SOCKET_OUT_OF_ORDER);
    }

    @Test
    void aLiveEventThatIsLeftOutIsAGap() {
        run.alice.remove(3);
        assertFound(Kind.SOCKET_GAP);
    }

    @Test
    void missedMessagesMayFollowALateReconnect() {
        lateReconnect();
        assertThat(kinds()).isEmpty();
    }

    @Test
    void missedMessagesAfterAReconnectInTimeAreFound() {
        lateReconnect();
        run.bobAfter.set(0, Sighting.reconnect(true));
        assertThat(kinds()).contains(Kind.SOCKET_OUT_OF_ORDER);
    }

    @Test
    void anEventMissingAfterLateMissedMessagesIsAGap() {
        lateReconnect();
        run.bobAfter.remove(3);
        assertFound(Kind.SOCKET_GAP);
    }

    @Test
    void aChatThatEndsWithLateMessagesIsAGap() {
        lateReconnect();
        run.bobAfter.subList(2, run.bobAfter.size()).clear();
        assertThat(kinds()).contains(Kind.SOCKET_GAP);
    }

    @Test
    void lateMissedMessagesInTheWrongOrderAreFound() {
        lateReconnect();
        run.confirmedBefore = 0;
        run.bobAfter.add(2, HistoryOfARun.message(3, 1, FIRST, "one, edited"));
        assertFound(Kind.SOCKET_OUT_OF_ORDER);
    }

    private void lateReconnect() {
        run.bobAfter.clear();
        run.bobAfter.addAll(List.of(
                Sighting.reconnect(false),
                HistoryOfARun.message(6, 2, SECOND, ""),
                HistoryOfARun.receipt(What.DELIVERED, 4, 1),
                HistoryOfARun.receipt(What.READ, 7, 1),
                HistoryOfARun.message(8, 3, THIRD, "three")));
    }

    @Test
    void aConnectionThatEndsBeforeItsChatIsAGap() {
        run.alice.removeLast();
        assertFound(Kind.SOCKET_GAP);
    }

    @Test
    void aMessageShownWithAnotherContentIsWrong() {
        run.alice.set(1, HistoryOfARun.message(2, 1, FIRST, "refused"));
        assertFound(Kind.SOCKET_WRONG);
    }

    @Test
    void aMessageShownWithAnotherSeqIsWrong() {
        run.alice.set(7, HistoryOfARun.message(8, 4, THIRD, "three"));
        assertFound(Kind.SOCKET_WRONG);
    }

    @Test
    void anEventThatTheLogDoesNotHaveIsWrong() {
        run.alice.set(3, HistoryOfARun.receipt(What.DELIVERED, 4, 2));
        assertFound(Kind.SOCKET_WRONG);
        run.alice.set(3, new Sighting(What.READ, new java.util.UUID(9, 9), 1, 1, null, null, BOB));
        assertThat(kinds()).contains(Kind.SOCKET_WRONG);
    }

    @Test
    void aDeletedMessageThatHistoryStillShowsIsWrong() {
        run.history.set(1, new Shown(SECOND, 2, ALICE, "two", false, false));
        assertFound(Kind.HISTORY_WRONG);
    }

    @Test
    void aMessageThatHistoryLacksOrDoublesIsWrong() {
        Shown last = run.history.removeLast();
        assertFound(Kind.HISTORY_WRONG);
        run.history.add(last);
        run.history.add(last);
        assertFound(Kind.HISTORY_WRONG);
    }

    @Test
    void aDeviceThatDoesNotShowAnEditIsWrong() {
        run.view.set(0, new Shown(FIRST, 1, ALICE, "one", false, false));
        assertFound(Kind.VIEW_WRONG);
    }

    @Test
    void wrongCountsAndReceiptsOfListedChatsAreFound() {
        run.unread = 2;
        run.last = FIRST;
        run.receipts.put(BOB, new Watermarks(1, 0));
        assertThat(run.violations())
                .extracting(Violation::kind)
                .containsExactly(Kind.SUMMARY_WRONG, Kind.SUMMARY_WRONG, Kind.SUMMARY_WRONG);
    }

    @Test
    void aWrongCountOfNotificationsIsFound() {
        run.notified = 3;
        assertFound(Kind.NOTIFICATIONS_WRONG);
    }

    @Test
    void aLateOrOutdatedDeviceIsFound() {
        run.recoveries.add(new Recovery(2, "freeze chat-1", "bob/1", OptionalLong.of(5_001)));
        run.recoveries.add(new Recovery(3, "freeze chat-1", "bob/1", OptionalLong.empty()));
        assertThat(run.violations()).extracting(Violation::kind).containsExactly(Kind.LATE, Kind.LATE);
    }

    @Test
    void anUnreadableHistoryIsAViolation() {
        run.failures.add("chat-1 did not come back");
        assertFound(Kind.FAILED);
    }

    @Test
    void anUnaskedChangeOfWatermarksDoesNotHideAnother() {
        run.relog(6, new MessagesRead(CHAT, 7, BOB, 3, Instant.EPOCH));
        assertThat(kinds()).contains(Kind.SOCKET_WRONG, Kind.SUMMARY_WRONG, Kind.NOTIFICATIONS_WRONG);
    }

    @Test
    void loggedEditsAndDeletionsReachEveryReader() {
        run.relog(2, new MessageEdited(CHAT, 3, 1, FIRST, ALICE, "another", Instant.EPOCH));
        run.relog(5, new MessageDeleted(CHAT, 6, 1, FIRST, ALICE, Instant.EPOCH));
        assertThat(kinds())
                .contains(Kind.CHANGE_LOST, Kind.UNASKED, Kind.SOCKET_WRONG, Kind.HISTORY_WRONG, Kind.VIEW_WRONG);
    }

    private Set<Kind> kinds() {
        return run.violations().stream().map(Violation::kind).collect(Collectors.toSet());
    }

    private void assertFound(Kind kind) {
        assertThat(run.violations()).extracting(Violation::kind).containsExactly(kind);
    }
}
