package io.livemarket.chat.domain;

import static io.livemarket.chat.domain.ChatFixtures.ALICE;
import static io.livemarket.chat.domain.ChatFixtures.BOB;
import static io.livemarket.chat.domain.ChatFixtures.CAROL;
import static io.livemarket.chat.domain.ChatFixtures.GROUP;
import static io.livemarket.chat.domain.ChatFixtures.MESSAGE_1;
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
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.errors.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeletedUsersTest {

    @Test
    void nothingMoreIsWrittenToADeletedUser() {
        given(opened()).and(accountDeleted(BOB)).when(send(ALICE, MESSAGE_1)).thenRejected(ErrorCode.USER_DELETED);
        given().and(accountDeleted(BOB)).when(sendTo(ALICE, BOB, MESSAGE_1)).thenRejected(ErrorCode.USER_DELETED);
        given(opened(), sent(ALICE, MESSAGE_1))
                .and(accountDeleted(BOB))
                .when(edit(ALICE, MESSAGE_1))
                .thenRejected(ErrorCode.USER_DELETED);
    }

    @Test
    void noChatIsOpenedWithADeletedUser() {
        given().and(accountDeleted(BOB)).when(openPrivate(ALICE, BOB)).thenRejected(ErrorCode.USER_DELETED);
        given().and(accountDeleted(BOB))
                .when(openGroup(ALICE, "fans", List.of(ALICE, CAROL, BOB)))
                .thenRejected(ErrorCode.USER_DELETED);
        given(opened()).and(accountDeleted(BOB)).when(openPrivate(ALICE, BOB)).thenUnchanged();
    }

    /** A command that was on its way, or came over a gateway of the version before. */
    @Test
    void aDeletedUserWritesNothing() {
        given(opened()).and(accountDeleted(BOB)).when(send(BOB, MESSAGE_1)).thenRejected(ErrorCode.USER_DELETED);
        given(openedGroup(ALICE, BOB, CAROL))
                .and(accountDeleted(BOB))
                .when(send(GROUP, BOB, MESSAGE_1, "hi", null))
                .thenRejected(ErrorCode.USER_DELETED);
        given().and(accountDeleted(BOB)).when(openPrivate(BOB, ALICE)).thenRejected(ErrorCode.USER_DELETED);
    }

    @Test
    void theOthersOfAGroupGoOn() {
        given(openedGroup(ALICE, BOB, CAROL))
                .and(accountDeleted(BOB))
                .when(send(GROUP, ALICE, MESSAGE_1, "to all", null))
                .thenAccepted()
                .thenState(world -> assertThat(world.open().seq()).isEqualTo(1));
    }

    @Test
    void anUnreadMessageToADeletedUserMayBeDeleted() {
        given(opened(), sent(ALICE, MESSAGE_1))
                .and(accountDeleted(BOB))
                .when(delete(ALICE, MESSAGE_1))
                .thenAccepted();
    }

    @Test
    void aDeletionIsTheReasonWhateverTheBlocks() {
        given(opened())
                .and(blocked(ALICE, BOB))
                .and(accountDeleted(BOB))
                .when(send(ALICE, MESSAGE_1))
                .thenRejected(ErrorCode.USER_DELETED);
        given().and(blocked(ALICE, CAROL))
                .and(accountDeleted(BOB))
                .when(openGroup(ALICE, "fans", List.of(ALICE, CAROL, BOB)))
                .thenRejected(ErrorCode.USER_DELETED);
    }
}
