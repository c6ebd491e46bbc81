package io.livemarket.chat.domain;

import static io.livemarket.chat.domain.ChatFixtures.ALICE;
import static io.livemarket.chat.domain.ChatFixtures.BOB;
import static io.livemarket.chat.domain.ChatFixtures.CAROL;
import static io.livemarket.chat.domain.ChatFixtures.GROUP;
import static io.livemarket.chat.domain.ChatFixtures.MALLORY;
import static io.livemarket.chat.domain.ChatFixtures.MESSAGE_1;
import static io.livemarket.chat.domain.ChatFixtures.MESSAGE_2;
import static io.livemarket.chat.domain.ChatFixtures.NOW;
import static io.livemarket.chat.domain.ChatFixtures.PRIVATE;
import static io.livemarket.chat.domain.ChatFixtures.START;
import static io.livemarket.chat.domain.ChatFixtures.confirmDeal;
import static io.livemarket.chat.domain.ChatFixtures.dealConfirmed;
import static io.livemarket.chat.domain.ChatFixtures.dealWithdrawn;
import static io.livemarket.chat.domain.ChatFixtures.opened;
import static io.livemarket.chat.domain.ChatFixtures.openedGroup;
import static io.livemarket.chat.domain.ChatFixtures.send;
import static io.livemarket.chat.domain.ChatFixtures.sent;
import static io.livemarket.chat.domain.ChatFixtures.withdrawDeal;
import static io.livemarket.chat.domain.ChatSpecification.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Json;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatCommand.ConfirmDeal;
import io.livemarket.events.chat.ChatCommand.EditMessage;
import io.livemarket.events.chat.ChatCommand.WithdrawDeal;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.DealConfirmed;
import io.livemarket.events.chat.ChatEvent.DealWithdrawn;
import io.livemarket.events.chat.ChatEvent.MessageEdited;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.testkit.DeciderSpecification;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DealsTest {

    private static final String CALL_ME = "call me";

    @Test
    void aDealIsAgreedWhenBothConfirm() {
        given(opened()).when(confirmDeal(BOB)).then(new DealConfirmed(PRIVATE, 2, BOB, false, NOW));
        given(opened(), dealConfirmed(BOB, false))
                .when(confirmDeal(ALICE))
                .then(new DealConfirmed(PRIVATE, 3, ALICE, true, NOW));
    }

    @Test
    void sayingItTwiceChangesNothing() {
        given(opened(), dealConfirmed(BOB, false)).when(confirmDeal(BOB)).thenUnchanged();
        given(opened()).when(withdrawDeal(BOB)).thenUnchanged();
        given(opened(), dealConfirmed(BOB, false)).when(withdrawDeal(ALICE)).thenUnchanged();
    }

    @Test
    void aWithdrawnDealNeedsANewConfirmation() {
        var agreed = given(opened(), dealConfirmed(BOB, false), dealConfirmed(ALICE, true));
        agreed.when(withdrawDeal(BOB))
                .then(new DealWithdrawn(PRIVATE, 4, BOB, NOW))
                .thenState(world -> assertThat(world.open().deal()).isEqualTo(new Deal(List.of(ALICE), null)));

        given(opened(), dealConfirmed(BOB, false), dealConfirmed(ALICE, true), dealWithdrawn(BOB))
                .when(confirmDeal(BOB))
                .then(new DealConfirmed(PRIVATE, 5, BOB, true, NOW));
    }

    @Test
    void theChatKnowsSinceWhen() {
        given(opened(), dealConfirmed(BOB, false))
                .when(confirmDeal(ALICE))
                .thenAccepted()
                .thenState(world -> assertThat(world.open().deal()).isEqualTo(new Deal(List.of(BOB, ALICE), NOW)));
    }

    @Test
    void contactDetailsAreRelaxedOnlyWhileTheDealHolds() {
        assertWarned(true, given(opened()));
        assertWarned(true, given(opened(), dealConfirmed(ALICE, false)));
        assertWarned(false, given(opened(), dealConfirmed(ALICE, false), dealConfirmed(BOB, true)));
        assertWarned(
                true, given(opened(), dealConfirmed(ALICE, false), dealConfirmed(BOB, true), dealWithdrawn(ALICE)));
    }

    @Test
    void anEditIsRelaxedAsWell() {
        var edit = new EditMessage(PRIVATE, ALICE, MESSAGE_1, CALL_ME, NOW);
        given(opened(), sent(ALICE, MESSAGE_1), dealConfirmed(ALICE, false), dealConfirmed(BOB, true))
                .when(edit)
                .then(new MessageEdited(PRIVATE, 5, 1, MESSAGE_1, ALICE, CALL_ME, NOW));
    }

    @Test
    void othersCannotConfirmADeal() {
        given(opened()).when(confirmDeal(MALLORY)).thenRejected(ErrorCode.CHAT_NOT_FOUND);
        given(opened()).when(withdrawDeal(MALLORY)).thenRejected(ErrorCode.CHAT_NOT_FOUND);
        given().when(confirmDeal(ALICE)).thenRejected(ErrorCode.CHAT_NOT_FOUND);
        given().when(withdrawDeal(ALICE)).thenRejected(ErrorCode.CHAT_NOT_FOUND);
    }

    @Test
    void aGroupHasNone() {
        for (ChatCommand asked : List.of(new ConfirmDeal(GROUP, ALICE, NOW), new WithdrawDeal(GROUP, ALICE, NOW))) {
            given(openedGroup(ALICE, BOB, CAROL)).when(asked).thenRejected(ErrorCode.NOT_A_PRIVATE_CHAT);
        }
    }

    @Test
    void aBlockLetsBothWithdrawAndNeitherConfirm() {
        given(opened()).and(blocked(ALICE, BOB)).when(confirmDeal(BOB)).thenRejected(ErrorCode.BLOCKED);
        given(opened()).and(blocked(ALICE, BOB)).when(confirmDeal(ALICE)).thenRejected(ErrorCode.YOU_BLOCKED);
        given(opened(), dealConfirmed(BOB, false))
                .and(blocked(ALICE, BOB))
                .when(withdrawDeal(BOB))
                .then(new DealWithdrawn(PRIVATE, 3, BOB, NOW));
    }

    @Test
    void aStateOfBeforeThereWereDealsHasNone() {
        Chat.Open before =
                given(opened()).andAccepted(send(ALICE, MESSAGE_2)).state().open();
        String stored = new String(Json.bytes(before), StandardCharsets.UTF_8).replaceFirst(",\"deal\":\\{[^}]*}", "");
        assertThat(stored).doesNotContain("deal");
        assertThat(Json.read(stored.getBytes(StandardCharsets.UTF_8), Chat.Open.class))
                .isEqualTo(before);
        assertThat(before.updatedAt()).isAfter(START);
    }

    /** Whether a message with contact details leads to a warning and a note for the moderators. */
    private static void assertWarned(
            boolean warned, DeciderSpecification<ChatSpecification.World, ChatCommand, ChatEvent, ErrorCode> before) {
        before.when(send(PRIVATE, ALICE, MESSAGE_1, CALL_ME, null))
                .thenEvent(
                        MessageSent.class,
                        message -> assertThat(message.warnings() != null).isEqualTo(warned))
                .thenAlso(warned ? new Object[] {"a note"} : new Object[0]);
    }
}
