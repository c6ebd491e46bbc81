package io.livemarket.loadtest.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.loadtest.wire.Answer;
import io.livemarket.loadtest.wire.MessageFields;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private static final String CHAT = "chat";
    private static final long MS = 1_000_000;

    private final MessageIds ids = new MessageIds();
    private final Contents contents = new Contents(40);
    private final Ledger ledger = new Ledger(new LiveMarketDialect(ids, contents), 20);
    private final Inbox bob = new Inbox();

    @Test
    void latencyCountsFromTheIntendedTime() {
        SentMessage message = ledger.intend(0, 0, true, bob);
        ledger.sent(message, 400 * MS);
        ledger.acknowledged(message, ok(0, 1), 401 * MS);
        ledger.received(bob, fields(0, 1), 1, true, 402 * MS);
        assertThat(ledger.untilAcknowledged().getMaxValue()).isBetween(400_000L, 402_000L);
        assertThat(ledger.untilReceived().getMaxValue()).isBetween(401_000L, 403_000L);
    }

    @Test
    void warmUpLossesCountAndWarmUpTimesDoNot() {
        SentMessage message = ledger.intend(0, 0, false, bob);
        ledger.sent(message, 0);
        ledger.acknowledged(message, ok(0, 1), MS);
        assertThat(ledger.untilAcknowledged().getTotalCount()).isZero();
        assertThat(ledger.close(0).lost()).isEqualTo(1);
        assertThat(ledger.close(0).intended()).isZero();
    }

    @Test
    void aMessageThatCameBeforeItsAckIsNotLost() {
        SentMessage message = sent(0);
        ledger.received(bob, fields(0, 1), 1, true, MS);
        ledger.acknowledged(message, ok(0, 1), 2 * MS);
        assertThat(ledger.close(0).guaranteeHeld()).isTrue();
    }

    @Test
    void anUnansweredMessageIsNotLost() {
        sent(0);
        assertThat(ledger.close(0).lost()).isZero();
        assertThat(ledger.close(0).unanswered()).isEqualTo(1);
        assertThat(ledger.isSettled()).isFalse();
    }

    @Test
    void repeatsAreDoubledOrAcrossConnectionsRedelivered() {
        sent(0);
        ledger.received(bob, fields(0, 1), 1, true, MS);
        ledger.received(bob, fields(0, 1), 2, true, MS);
        assertThat(ledger.close(0).redelivered()).isEqualTo(1);
        assertThat(ledger.close(0).doubled()).isZero();
        ledger.received(bob, fields(0, 1), 2, true, MS);
        assertThat(ledger.close(0).doubled()).isEqualTo(1);
    }

    @Test
    void twoIdsOfOneMessageAreDoubledOnce() {
        SentMessage message = sent(0);
        ledger.acknowledged(message, ok(0, 1), MS);
        MessageFields other = new MessageFields("other", CHAT, 2, ids.of(0), contents.text(0));
        ledger.received(bob, fields(0, 1), 1, true, MS);
        ledger.received(bob, other, 2, true, MS);
        ledger.received(bob, other, 2, true, MS);
        assertThat(ledger.close(0).doubled()).isEqualTo(1);
    }

    @Test
    void anAckOfAnotherMessageIsFound() {
        SentMessage message = sent(0);
        ledger.received(bob, fields(0, 1), 1, true, MS);
        ledger.acknowledged(
                message,
                new Answer(true, null, false, 0, new MessageFields("other", CHAT, 2, ids.of(0), ""), List.of(), false),
                MS);
        assertThat(ledger.close(0).doubled()).isEqualTo(1);
    }

    @Test
    void aFetchedMessageThatComesAgainUnaskedIsNoDouble() {
        sent(0);
        ledger.received(bob, fields(0, 1), 1, false, MS);
        ledger.received(bob, fields(0, 1), 1, true, MS);
        assertThat(ledger.close(0).doubled()).isZero();
        assertThat(ledger.close(0).redelivered()).isEqualTo(1);
    }

    @Test
    void aLaterMessageWithALowerSequenceWentBack() {
        sent(0);
        sent(1);
        ledger.received(bob, fields(1, 2), 1, true, MS);
        ledger.received(bob, fields(0, 1), 1, true, MS);
        assertThat(ledger.close(bob.gaps()).wentBack()).isEqualTo(1);
        assertThat(ledger.close(bob.gaps()).outOfOrder()).isEqualTo(1);
    }

    @Test
    void aMessageOvertakenOnTheServerIsFound() {
        sent(0);
        sent(1);
        ledger.received(bob, fields(1, 1), 1, true, MS);
        ledger.received(bob, fields(0, 2), 1, true, MS);
        assertThat(ledger.close(0).overtaken()).isEqualTo(1);
        assertThat(ledger.close(0).wentBack()).isZero();
    }

    @Test
    void aMessageThatWasSentTwiceMayBeOvertaken() {
        ledger.sent(sent(0), MS);
        sent(1);
        ledger.received(bob, fields(1, 1), 1, true, MS);
        ledger.received(bob, fields(0, 2), 1, true, MS);
        assertThat(ledger.close(0).outOfOrder()).isZero();
    }

    @Test
    void aMessageAtTheWrongPersonIsMisdelivered() {
        sent(0);
        ledger.received(new Inbox(), fields(0, 1), 1, true, MS);
        assertThat(ledger.close(0).misdelivered()).isEqualTo(1);
        assertThat(ledger.close(0).received()).isZero();
    }

    @Test
    void aMessageInAnotherChatIsMisdelivered() {
        sent(0);
        sent(1);
        ledger.received(bob, fields(0, 1), 1, true, MS);
        ledger.received(bob, new MessageFields("id-1", "elsewhere", 2, ids.of(1), contents.text(1)), 1, true, MS);
        assertThat(ledger.close(0).misdelivered()).isEqualTo(1);
    }

    @Test
    void aLateAckAfterAResendCountsOnce() {
        SentMessage resent = sent(0);
        ledger.sent(resent, MS);
        ledger.acknowledged(resent, ok(0, 1), MS);
        ledger.acknowledged(resent, ok(0, 1), MS);
        assertThat(ledger.close(0).acknowledgedAgain()).isZero();
        SentMessage once = sent(1);
        ledger.acknowledged(once, ok(1, 2), MS);
        ledger.acknowledged(once, ok(1, 2), MS);
        assertThat(ledger.close(0).acknowledgedAgain()).isEqualTo(1);
        assertThat(ledger.close(0).acknowledged()).isEqualTo(2);
    }

    private SentMessage sent(int index) {
        SentMessage message = ledger.intend(index, 0, true, bob);
        ledger.sent(message, 0);
        return message;
    }

    private Answer ok(int index, long seq) {
        return new Answer(true, null, false, 0, fields(index, seq), List.of(), false);
    }

    private MessageFields fields(int index, long seq) {
        return new MessageFields("id-" + index, CHAT, seq, ids.of(index), contents.text(index));
    }
}
