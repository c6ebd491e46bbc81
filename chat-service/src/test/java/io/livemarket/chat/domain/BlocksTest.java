package io.livemarket.chat.domain;

import static io.livemarket.chat.domain.ChatFixtures.ALICE;
import static io.livemarket.chat.domain.ChatFixtures.BOB;
import static io.livemarket.chat.domain.ChatFixtures.CAROL;
import static io.livemarket.chat.domain.ChatFixtures.GROUP;
import static io.livemarket.chat.domain.ChatFixtures.MESSAGE_1;
import static io.livemarket.chat.domain.ChatFixtures.MESSAGE_2;
import static io.livemarket.chat.domain.ChatFixtures.delete;
import static io.livemarket.chat.domain.ChatFixtures.edit;
import static io.livemarket.chat.domain.ChatFixtures.openGroup;
import static io.livemarket.chat.domain.ChatFixtures.openPrivate;
import static io.livemarket.chat.domain.ChatFixtures.opened;
import static io.livemarket.chat.domain.ChatFixtures.openedGroup;
import static io.livemarket.chat.domain.ChatFixtures.send;
import static io.livemarket.chat.domain.ChatFixtures.sendTo;
import static io.livemarket.chat.domain.ChatFixtures.sent;
import static io.livemarket.chat.domain.ChatSpecification.*;
import static io.livemarket.testkit.MessageSentBuilder.messageSent;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.errors.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlocksTest {

    @Test
    void aBlockClosesThePrivateChatToBoth() {
        given(opened()).and(blocked(ALICE, BOB)).when(send(BOB, MESSAGE_1)).thenRejected(ErrorCode.BLOCKED);
        given(opened()).and(blocked(ALICE, BOB)).when(send(ALICE, MESSAGE_1)).thenRejected(ErrorCode.YOU_BLOCKED);
    }

    /** A user knows and can end the own block; a block by the other user is not disclosed. */
    @Test
    void mutualBlocksAreAnsweredWithTheActorsOwnBlock() {
        given(opened())
                .and(blocked(ALICE, BOB))
                .and(blocked(BOB, ALICE))
                .when(send(BOB, MESSAGE_1))
                .thenRejected(ErrorCode.YOU_BLOCKED);
        given(opened())
                .and(blocked(ALICE, BOB))
                .and(blocked(BOB, ALICE))
                .when(send(ALICE, MESSAGE_1))
                .thenRejected(ErrorCode.YOU_BLOCKED);
    }

    @Test
    void theBlockerIsAnsweredYouBlockedWhereverTheBlockHolds() {
        given().and(blocked(ALICE, BOB)).when(sendTo(ALICE, BOB, MESSAGE_1)).thenRejected(ErrorCode.YOU_BLOCKED);
        given().and(blocked(ALICE, BOB)).when(openPrivate(ALICE, BOB)).thenRejected(ErrorCode.YOU_BLOCKED);
        given(opened(), sent(ALICE, MESSAGE_1))
                .and(blocked(ALICE, BOB))
                .when(edit(ALICE, MESSAGE_1))
                .thenRejected(ErrorCode.YOU_BLOCKED);
        given().and(blocked(CAROL, ALICE))
                .and(blocked(ALICE, BOB))
                .when(openGroup(ALICE, "fans", List.of(ALICE, CAROL, BOB)))
                .thenRejected(ErrorCode.YOU_BLOCKED);
        given().and(blocked(CAROL, ALICE))
                .and(blocked(ALICE, BOB))
                .when(openGroup(ALICE, "fans", List.of(ALICE, BOB, CAROL)))
                .thenRejected(ErrorCode.YOU_BLOCKED);
    }

    @Test
    void aBlockedUserOpensNoPrivateChat() {
        given().and(blocked(ALICE, BOB)).when(sendTo(BOB, ALICE, MESSAGE_1)).thenRejected(ErrorCode.BLOCKED);
        given().and(blocked(ALICE, BOB)).when(openPrivate(BOB, ALICE)).thenRejected(ErrorCode.BLOCKED);
    }

    @Test
    void aBlockedUserInvitesTheOtherToNoGroup() {
        given().and(blocked(ALICE, BOB))
                .when(openGroup(BOB, "fans", List.of(BOB, CAROL, ALICE)))
                .thenRejected(ErrorCode.BLOCKED);
    }

    @Test
    void aThirdPersonMayInviteBoth() {
        given().and(blocked(ALICE, BOB))
                .when(openGroup(CAROL, "fans", List.of(CAROL, ALICE, BOB)))
                .thenAccepted()
                .thenState(world -> assertThat(world.open().members()).containsExactly(CAROL, ALICE, BOB));
    }

    @Test
    void aBlockLeavesGroupsOpen() {
        given(openedGroup(ALICE, BOB, CAROL))
                .and(blocked(ALICE, BOB))
                .when(send(GROUP, BOB, MESSAGE_1, "to all", null))
                .thenAccepted()
                .thenState(world -> assertThat(world.open().seq()).isEqualTo(1));
    }

    @Test
    void aBlockAllowsDeletionsAndNoEditsOfEarlierMessages() {
        given(opened(), sent(BOB, MESSAGE_1))
                .and(blocked(ALICE, BOB))
                .when(edit(BOB, MESSAGE_1))
                .thenRejected(ErrorCode.BLOCKED);
        given(opened(), sent(BOB, MESSAGE_1))
                .and(blocked(ALICE, BOB))
                .when(delete(BOB, MESSAGE_1))
                .thenAccepted()
                .thenState(world -> assertThat(world.open().version()).isEqualTo(3));
    }

    @Test
    void aRepeatAfterABlockGetsItsFirstAnswer() {
        var first = send(ChatFixtures.PRIVATE, BOB, MESSAGE_1, "hello", "key");
        var repeat = send(ChatFixtures.PRIVATE, BOB, MESSAGE_2, "hello", "key");
        given(opened())
                .andAccepted(first)
                .and(blocked(ALICE, BOB))
                .when(repeat)
                .thenUnchanged(messageSent(ChatFixtures.PRIVATE, 2, 1, MESSAGE_1, BOB)
                        .content("hello")
                        .key("key")
                        .at(ChatFixtures.NOW)
                        .build());
    }
}
