package io.livemarket.chat.domain;

import static io.livemarket.chat.domain.ChatFixtures.ALICE;
import static io.livemarket.chat.domain.ChatFixtures.BOB;
import static io.livemarket.chat.domain.ChatFixtures.MALLORY;
import static io.livemarket.chat.domain.ChatFixtures.MESSAGE_1;
import static io.livemarket.chat.domain.ChatFixtures.NOW;
import static io.livemarket.chat.domain.ChatFixtures.PRIVATE;
import static io.livemarket.chat.domain.ChatFixtures.arrange;
import static io.livemarket.chat.domain.ChatFixtures.arranged;
import static io.livemarket.chat.domain.ChatFixtures.hidden;
import static io.livemarket.chat.domain.ChatFixtures.opened;
import static io.livemarket.chat.domain.ChatFixtures.send;
import static io.livemarket.chat.domain.ChatFixtures.sent;
import static io.livemarket.chat.domain.ChatSpecification.accountDeleted;
import static io.livemarket.chat.domain.ChatSpecification.blocked;
import static io.livemarket.chat.domain.ChatSpecification.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.chat.ChatEvent.ChatArranged;
import io.livemarket.events.errors.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ArrangementsTest {

    private static final List<String> LABELS = List.of("mesas", "por enviar");

    @Test
    void anArrangementChangesNoVersionAndHoldsEverything() {
        given(opened(), sent(BOB, MESSAGE_1))
                .when(arrange(ALICE, true, null, null))
                .then(new ChatArranged(PRIVATE, 2, ALICE, true, false, List.of(), NOW));
        given(opened(), arranged(ALICE, true, false, LABELS))
                .when(arrange(ALICE, null, true, null))
                .then(new ChatArranged(PRIVATE, 1, ALICE, true, true, LABELS, NOW));
        given(opened(), arranged(ALICE, true, true, LABELS))
                .when(arrange(ALICE, false, null, List.of()))
                .then(new ChatArranged(PRIVATE, 1, ALICE, false, true, List.of(), NOW));
    }

    @Test
    void anArrangementIsThatOfItsUserAlone() {
        given(opened(), arranged(ALICE, true, true, LABELS))
                .when(arrange(BOB, null, null, List.of("cliente")))
                .then(new ChatArranged(PRIVATE, 1, BOB, false, false, List.of("cliente"), NOW));
    }

    @Test
    void whatIsAlreadySoChangesNothing() {
        given(opened()).when(arrange(ALICE, false, false, List.of())).thenUnchanged();
        given(opened()).when(arrange(ALICE, null, null, null)).thenUnchanged();
        given(opened(), arranged(ALICE, true, false, LABELS))
                .when(arrange(ALICE, true, null, List.of(" mesas", "por enviar ")))
                .thenUnchanged();
    }

    @Test
    void labelsAreDistinctAndTheirOrderIsKept() {
        given(opened())
                .when(arrange(ALICE, null, null, List.of("b", "a ")))
                .then(new ChatArranged(PRIVATE, 1, ALICE, false, false, List.of("b", "a"), NOW));
        given(opened()).when(arrange(ALICE, null, null, List.of("a", " a"))).thenRejected(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void aChatHasTenLabelsOfThirtyCharactersAtMost() {
        List<String> ten =
                IntStream.range(0, 10).mapToObj(i -> "🪑".repeat(29) + i).toList();
        given(opened())
                .when(arrange(ALICE, null, null, ten))
                .then(new ChatArranged(PRIVATE, 1, ALICE, false, false, ten, NOW));
        List<String> eleven = new ArrayList<>(ten);
        eleven.add("once");
        given(opened()).when(arrange(ALICE, null, null, eleven)).thenRejected(ErrorCode.INVALID_REQUEST);
        given(opened())
                .when(arrange(ALICE, null, null, List.of("🪑".repeat(31))))
                .thenRejected(ErrorCode.INVALID_REQUEST);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {" ", "\u200b", "a\u202eb", "\u2066a", "\ud83e"})
    void aTextThatCannotBeShownIsNoLabel(String label) {
        List<String> labels = new ArrayList<>();
        labels.add(label);
        given(opened()).when(arrange(ALICE, null, null, labels)).thenRejected(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void aStrangerArrangesNothing() {
        given(opened()).when(arrange(MALLORY, true, null, null)).thenRejected(ErrorCode.CHAT_NOT_FOUND);
        given().when(arrange(ALICE, true, null, null)).thenRejected(ErrorCode.CHAT_NOT_FOUND);
    }

    @Test
    void blocksAndDeletedAccountsLeaveTheList() {
        given(opened())
                .and(blocked(BOB, ALICE))
                .when(arrange(ALICE, null, true, null))
                .then(new ChatArranged(PRIVATE, 1, ALICE, false, true, List.of(), NOW));
        given(opened())
                .and(accountDeleted(BOB))
                .when(arrange(ALICE, null, true, null))
                .then(new ChatArranged(PRIVATE, 1, ALICE, false, true, List.of(), NOW));
    }

    @Test
    void aMessageAndHidingLeaveAnArrangementAsItIs() {
        Chat.Open chat = given(opened(), arranged(ALICE, true, true, LABELS), hidden(ALICE))
                .when(send(BOB, MESSAGE_1))
                .state()
                .open();
        assertThat(chat.participant(ALICE).orElseThrow().arranged()).isEqualTo(new Arrangement(true, true, LABELS));
        assertThat(chat.participant(ALICE).orElseThrow().hidden()).isFalse();
    }

    @Test
    void whatIsTakenBackLeavesNothingInTheState() {
        Chat.Open chat = given(opened(), arranged(ALICE, true, true, LABELS))
                .when(arrange(ALICE, false, false, List.of()))
                .state()
                .open();
        assertThat(chat.participant(ALICE).orElseThrow().arrangement()).isNull();
    }
}
