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
import static io.livemarket.chat.domain.ChatFixtures.opened;
import static io.livemarket.chat.domain.ChatFixtures.openedGroup;
import static io.livemarket.chat.domain.ChatFixtures.send;
import static io.livemarket.chat.domain.ChatFixtures.sent;
import static io.livemarket.chat.domain.ChatSpecification.accountDeleted;
import static io.livemarket.chat.domain.ChatSpecification.given;
import static io.livemarket.chat.domain.GroupFixtures.changeRole;
import static io.livemarket.chat.domain.GroupFixtures.leave;
import static io.livemarket.chat.domain.GroupFixtures.left;
import static io.livemarket.chat.domain.GroupFixtures.remove;
import static io.livemarket.chat.domain.GroupFixtures.removed;
import static io.livemarket.chat.domain.GroupFixtures.rename;
import static io.livemarket.chat.domain.GroupFixtures.roleChanged;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Json;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatCommand.EditMessage;
import io.livemarket.events.chat.ChatCommand.MarkRead;
import io.livemarket.events.chat.ChatEvent.MessageEdited;
import io.livemarket.events.chat.GroupCommand.LeaveChat;
import io.livemarket.events.chat.GroupEvent.ChatRenamed;
import io.livemarket.events.chat.GroupEvent.MemberLeft;
import io.livemarket.events.chat.GroupEvent.MemberRemoved;
import io.livemarket.events.chat.GroupEvent.MemberRoleChanged;
import io.livemarket.events.errors.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Leaving, removing, appointing and renaming in a group. */
class GroupsTest {

    @Test
    void aMemberLeavesAndIsAStrangerFromThenOn() {
        given(openedGroup(ALICE, BOB, CAROL)).when(leave(BOB)).then(new MemberLeft(GROUP, 2, BOB, NOW));
        for (ChatCommand asked : List.of(
                leave(BOB),
                send(GROUP, BOB, MESSAGE_1, "hola", null),
                new MarkRead(GROUP, BOB, 1L, null, NOW),
                rename(BOB, "Otro"))) {
            given(openedGroup(ALICE, BOB, CAROL), left(BOB)).when(asked).thenRejected(ErrorCode.CHAT_NOT_FOUND);
        }
    }

    @Test
    void theLastAdminHandsOverToTheFirstRemainingMember() {
        given(openedGroup(ALICE, BOB, CAROL))
                .when(leave(ALICE))
                .then(new MemberLeft(GROUP, 2, ALICE, NOW), new MemberRoleChanged(GROUP, 3, BOB, true, null, NOW));
        given(openedGroup(ALICE, BOB, CAROL), roleChanged(CAROL, true, ALICE))
                .when(leave(ALICE))
                .then(new MemberLeft(GROUP, 3, ALICE, NOW));
        given(openedGroup(ALICE, BOB))
                .and(accountDeleted(BOB))
                .when(leave(ALICE))
                .then(new MemberLeft(GROUP, 2, ALICE, NOW));
    }

    @Test
    void aDeletedAdminDoesNotCount() {
        given(openedGroup(ALICE, BOB, CAROL), roleChanged(BOB, true, ALICE))
                .and(accountDeleted(BOB))
                .when(leave(ALICE))
                .then(new MemberLeft(GROUP, 3, ALICE, NOW), new MemberRoleChanged(GROUP, 4, CAROL, true, null, NOW));
    }

    @Test
    void anAdminRemovesAMember() {
        given(openedGroup(ALICE, BOB, CAROL))
                .when(remove(ALICE, BOB))
                .then(new MemberRemoved(GROUP, 2, BOB, ALICE, NOW));
        given(openedGroup(ALICE, BOB, CAROL), removed(BOB, ALICE))
                .when(remove(ALICE, BOB))
                .thenRejected(ErrorCode.MEMBER_NOT_FOUND);
        given(openedGroup(ALICE, BOB, CAROL)).when(remove(ALICE, null)).thenRejected(ErrorCode.INVALID_REQUEST);
        given(openedGroup(ALICE, BOB))
                .when(remove(ALICE, ALICE))
                .then(new MemberLeft(GROUP, 2, ALICE, NOW), new MemberRoleChanged(GROUP, 3, BOB, true, null, NOW));
    }

    @Test
    void onlyAdminsRemoveAppointAndRename() {
        for (ChatCommand asked : List.of(remove(BOB, CAROL), changeRole(BOB, BOB, true), rename(BOB, "Otro"))) {
            given(openedGroup(ALICE, BOB, CAROL)).when(asked).thenRejected(ErrorCode.NOT_AN_ADMIN);
        }
        for (ChatCommand asked :
                List.of(remove(MALLORY, CAROL), changeRole(MALLORY, BOB, true), rename(MALLORY, "X"))) {
            given(openedGroup(ALICE, BOB, CAROL)).when(asked).thenRejected(ErrorCode.CHAT_NOT_FOUND);
        }
    }

    @Test
    void aFormerAdminIsNoneAfterAReturn() {
        Chat.Open after = given(openedGroup(ALICE, BOB, CAROL), roleChanged(BOB, true, ALICE))
                .when(leave(BOB))
                .state()
                .open();
        assertThat(after.groupOrNone().isAdmin(BOB)).isFalse();
        assertThat(after.members()).containsExactly(ALICE, CAROL);
    }

    @Test
    void anAdminAppointsAndDismisses() {
        given(openedGroup(ALICE, BOB))
                .when(changeRole(ALICE, BOB, true))
                .then(new MemberRoleChanged(GROUP, 2, BOB, true, ALICE, NOW));
        given(openedGroup(ALICE, BOB)).when(changeRole(ALICE, BOB, false)).thenUnchanged();
        given(openedGroup(ALICE, BOB), roleChanged(BOB, true, ALICE))
                .when(changeRole(BOB, ALICE, false))
                .then(new MemberRoleChanged(GROUP, 3, ALICE, false, BOB, NOW));
        given(openedGroup(ALICE, BOB)).when(changeRole(ALICE, ALICE, false)).thenRejected(ErrorCode.LAST_ADMIN);
        given(openedGroup(ALICE, BOB)).when(changeRole(ALICE, CAROL, true)).thenRejected(ErrorCode.MEMBER_NOT_FOUND);
        given(openedGroup(ALICE, BOB)).when(changeRole(ALICE, null, true)).thenRejected(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void anAdminRenamesTheGroup() {
        given(openedGroup(ALICE, BOB))
                .when(rename(ALICE, " Ruzafa "))
                .then(new ChatRenamed(GROUP, 2, ALICE, "Ruzafa", NOW));
        given(openedGroup(ALICE, BOB)).when(rename(ALICE, "Bici")).thenUnchanged();
        for (String name : new String[] {null, "", "  ", "x".repeat(101), "a\u202Eb"}) {
            given(openedGroup(ALICE, BOB)).when(rename(ALICE, name)).thenRejected(ErrorCode.INVALID_REQUEST);
        }
    }

    @Test
    void privateChatsHaveNoMembersToChange() {
        given(opened()).when(new LeaveChat(PRIVATE, ALICE, NOW)).thenRejected(ErrorCode.NOT_A_GROUP);
        given().when(leave(ALICE)).thenRejected(ErrorCode.CHAT_NOT_FOUND);
    }

    @Test
    void aMessageThatAFormerMemberReadIsFixed() {
        var read = given(openedGroup(ALICE, BOB, CAROL), sent(ALICE, MESSAGE_1))
                .andAccepted(new MarkRead(GROUP, BOB, 1L, null, NOW))
                .andAccepted(leave(BOB));
        read.when(new EditMessage(GROUP, ALICE, MESSAGE_1, "adiós", NOW)).thenRejected(ErrorCode.ALREADY_READ);
        given(openedGroup(ALICE, BOB, CAROL), sent(ALICE, MESSAGE_1), left(BOB))
                .when(new EditMessage(GROUP, ALICE, MESSAGE_1, "adiós", NOW))
                .then(new MessageEdited(GROUP, 4, 1, MESSAGE_1, ALICE, "adiós", NOW));
    }

    @Test
    void theEventsReachTheMembersAndTheOneWhoGoes() {
        Chat.Open after =
                given(openedGroup(ALICE, BOB, CAROL)).when(leave(BOB)).state().open();
        assertThat(GroupMembers.audience(after, new MemberLeft(GROUP, 2, BOB, NOW)))
                .containsExactly(ALICE, CAROL, BOB);
        assertThat(GroupMembers.audience(after, new ChatRenamed(GROUP, 3, ALICE, "Otro", NOW)))
                .containsExactly(ALICE, CAROL);
    }

    @Test
    void anEmptyGroupAcceptsNothing() {
        given(openedGroup(ALICE, BOB), left(BOB), left(ALICE))
                .when(send(GROUP, ALICE, MESSAGE_2, "hola", null))
                .thenRejected(ErrorCode.CHAT_NOT_FOUND);
    }

    @Test
    void aStoredGroupIsReadableAlsoOfAnEarlierVersion() {
        Chat.Open open = given(openedGroup(ALICE, BOB)).state().open();
        assertThat(Json.read(Json.bytes(open), Chat.Open.class)).isEqualTo(open);
        ObjectNode former = (ObjectNode) Json.MAPPER.readTree(Json.bytes(open));
        former.remove("group");
        Chat.Open stored = Json.read(Json.bytes(former), Chat.Open.class);
        assertThat(stored.members()).isEqualTo(open.members());
        assertThat(stored.groupOrNone().admins()).containsExactly(ALICE);
    }
}
