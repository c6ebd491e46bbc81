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
import static io.livemarket.chat.domain.Deciding.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.errors.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeletedUsersTest {

    @Test
    void nothingMoreIsWrittenToADeletedUser() {
        given(opened()).andDeleted(BOB).when(send(ALICE, MESSAGE_1)).thenRejected(ErrorCode.USER_DELETED);
        given().andDeleted(BOB).when(sendTo(ALICE, BOB, MESSAGE_1)).thenRejected(ErrorCode.USER_DELETED);
        given(opened(), sent(ALICE, MESSAGE_1))
                .andDeleted(BOB)
                .when(edit(ALICE, MESSAGE_1))
                .thenRejected(ErrorCode.USER_DELETED);
    }

    @Test
    void noChatIsOpenedWithADeletedUser() {
        given().andDeleted(BOB).when(openPrivate(ALICE, BOB)).thenRejected(ErrorCode.USER_DELETED);
        given().andDeleted(BOB)
                .when(openGroup(ALICE, "fans", List.of(ALICE, CAROL, BOB)))
                .thenRejected(ErrorCode.USER_DELETED);
        given(opened()).andDeleted(BOB).when(openPrivate(ALICE, BOB)).thenUnchanged();
    }

    /** A command that was on its way, or came over a gateway of the version before. */
    @Test
    void aDeletedUserWritesNothing() {
        given(opened()).andDeleted(BOB).when(send(BOB, MESSAGE_1)).thenRejected(ErrorCode.USER_DELETED);
        given(openedGroup(ALICE, BOB, CAROL))
                .andDeleted(BOB)
                .when(send(GROUP, BOB, MESSAGE_1, "hi", null))
                .thenRejected(ErrorCode.USER_DELETED);
        given().andDeleted(BOB).when(openPrivate(BOB, ALICE)).thenRejected(ErrorCode.USER_DELETED);
    }

    @Test
    void theOthersOfAGroupGoOn() {
        assertThat(given(openedGroup(ALICE, BOB, CAROL))
                        .andDeleted(BOB)
                        .when(send(GROUP, ALICE, MESSAGE_1, "to all", null))
                        .afterwards()
                        .seq())
                .isEqualTo(1);
    }

    @Test
    void anUnreadMessageToADeletedUserMayBeDeleted() {
        assertThat(given(opened(), sent(ALICE, MESSAGE_1))
                        .andDeleted(BOB)
                        .when(delete(ALICE, MESSAGE_1))
                        .decision())
                .isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void aDeletionIsTheReasonWhateverTheBlocks() {
        given(opened())
                .andBlocked(ALICE, BOB)
                .andDeleted(BOB)
                .when(send(ALICE, MESSAGE_1))
                .thenRejected(ErrorCode.USER_DELETED);
        given().andBlocked(ALICE, CAROL)
                .andDeleted(BOB)
                .when(openGroup(ALICE, "fans", List.of(ALICE, CAROL, BOB)))
                .thenRejected(ErrorCode.USER_DELETED);
    }
}
