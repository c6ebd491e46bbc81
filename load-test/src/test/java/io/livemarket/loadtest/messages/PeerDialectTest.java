package io.livemarket.loadtest.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.loadtest.wire.Answer;
import io.livemarket.loadtest.wire.MessageFields;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeerDialectTest {

    private final PeerDialect dialect = new PeerDialect(100);
    private final Ledger ledger = new Ledger(dialect, 20);
    private final Inbox bob = new Inbox();

    @Test
    void aMessageIsFoundByContentOfRequestedSize() {
        for (int index : new int[] {0, 7, 123_456, Integer.MAX_VALUE}) {
            assertThat(dialect.content(index)).hasSize(100);
            assertThat(dialect.indexOf(came(index))).isEqualTo(index);
            assertThat(dialect.isContent(index, came(index).content())).isTrue();
        }
        assertThat(new PeerDialect(PeerDialect.LEAST_BYTES).content(1)).hasSize(PeerDialect.LEAST_BYTES);
        assertThat(dialect.isContent(1, came(1).content() + "!")).isFalse();
    }

    @Test
    void contentOfAnotherRunOrOfOtherPeopleIsForeign() {
        String text = came(1).content();
        assertThat(dialect.indexOf(new MessageFields("id", "chat", 0, null, null)))
                .isEqualTo(-1);
        assertThat(dialect.indexOf(new MessageFields("id", "chat", 0, null, "hello")))
                .isEqualTo(-1);
        assertThat(dialect.indexOf(new MessageFields("id", "chat", 0, null, "zzzzzz" + text.substring(6))))
                .isEqualTo(-1);
        assertThat(dialect.indexOf(new MessageFields("id", "chat", 0, null, text.substring(0, 15) + 'z')))
                .isEqualTo(-1);
    }

    @Test
    void messagesWithoutSequencesAreHeldToTheSendersOrder() {
        for (int index = 0; index < 3; index++) {
            SentMessage message = ledger.intend(index, 0, true, bob);
            ledger.sent(message, 0);
            ledger.acknowledged(message, new Answer(true, null, false, 0, came(index), List.of(), false), 1_000_000);
        }
        receive(0);
        receive(2);
        receive(1);
        receive(1);
        Counts counts = ledger.close(bob.gaps());
        assertThat(counts.received()).isEqualTo(3);
        assertThat(counts.overtaken()).isEqualTo(1);
        assertThat(counts.outOfOrder()).isEqualTo(1);
        assertThat(counts.doubled()).isEqualTo(1);
        assertThat(counts.lost()).isZero();
        assertThat(counts.refusals()).isEmpty();
    }

    private void receive(int index) {
        ledger.received(bob, came(index), 1, true, 2_000_000);
    }

    private MessageFields came(int index) {
        return new MessageFields(
                "id-" + index, "chat", 0, null, new String(dialect.content(index), StandardCharsets.UTF_8));
    }
}
