package io.livemarket.loadtest.messages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InboxTest {

    private final Inbox inbox = new Inbox();
    private int next;

    @Test
    void theFirstSequenceSeenIsTheBase() {
        take(41);
        take(42);
        assertThat(inbox.gaps()).isZero();
    }

    @Test
    void everySkippedSequenceIsAGapUntilItComes() {
        take(1);
        take(4);
        assertThat(inbox.gaps()).isEqualTo(2);
        assertThat(inbox.completeUpTo()).isEqualTo(1);
        take(2);
        assertThat(inbox.gaps()).isEqualTo(1);
        assertThat(inbox.completeUpTo()).isEqualTo(2);
    }

    @Test
    void ownMessagesAreNoGapsHoweverLateTheirSequence() {
        take(1);
        inbox.own(2);
        take(3);
        take(5);
        inbox.own(4);
        assertThat(inbox.gaps()).isZero();
    }

    @Test
    void aForeignMessageCountsInItsChatOnly() {
        inbox.isChat("mine");
        take(1);
        inbox.takeForeign("mine", 2);
        inbox.takeForeign("other", 50);
        take(3);
        assertThat(inbox.gaps()).isZero();
        assertThat(inbox.highestSeq()).isEqualTo(3);
    }

    @Test
    void fetchedMessagesAreNotOutOfOrder() {
        take(1);
        take(3);
        SentMessage fetched = new SentMessage(0, 0, true, inbox);
        assertThat(inbox.take(fetched, 2, false)).isEqualTo(Inbox.Order.NEXT);
        assertThat(inbox.gaps()).isZero();
    }

    @Test
    void aJumpOfAbsurdSizeIsSurvived() {
        take(1);
        take(Long.MAX_VALUE - 1);
        assertThat(inbox.gaps()).isEqualTo(10_000);
    }

    private void take(long seq) {
        inbox.take(new SentMessage(next++, 0, true, inbox), seq, true);
    }
}
