package io.livemarket.chat.domain;

import static io.livemarket.chat.domain.ChatFixtures.ALICE;
import static io.livemarket.chat.domain.ChatFixtures.BOB;
import static io.livemarket.chat.domain.ChatFixtures.CAROL;
import static io.livemarket.chat.domain.ChatFixtures.GROUP;
import static io.livemarket.chat.domain.ChatFixtures.MALLORY;
import static io.livemarket.chat.domain.ChatFixtures.MESSAGE_1;
import static io.livemarket.chat.domain.ChatFixtures.MESSAGE_2;
import static io.livemarket.chat.domain.ChatFixtures.NOBODY;
import static io.livemarket.chat.domain.ChatFixtures.NOW;
import static io.livemarket.chat.domain.ChatFixtures.member;
import static io.livemarket.chat.domain.ChatFixtures.openedGroup;
import static io.livemarket.chat.domain.ChatFixtures.replying;
import static io.livemarket.chat.domain.ChatFixtures.send;
import static io.livemarket.chat.domain.ChatFixtures.sent;
import static io.livemarket.chat.domain.ChatSpecification.accountDeleted;
import static io.livemarket.chat.domain.ChatSpecification.blocked;
import static io.livemarket.chat.domain.ChatSpecification.given;
import static io.livemarket.chat.domain.GroupFixtures.accept;
import static io.livemarket.chat.domain.GroupFixtures.decline;
import static io.livemarket.chat.domain.GroupFixtures.declined;
import static io.livemarket.chat.domain.GroupFixtures.invite;
import static io.livemarket.chat.domain.GroupFixtures.invited;
import static io.livemarket.chat.domain.GroupFixtures.joined;
import static io.livemarket.chat.domain.GroupFixtures.leave;
import static io.livemarket.chat.domain.GroupFixtures.left;
import static io.livemarket.chat.domain.GroupFixtures.openedWithAll;
import static io.livemarket.chat.domain.GroupFixtures.remove;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.chat.ChatCommand.DeleteMessage;
import io.livemarket.events.chat.ChatCommand.EditMessage;
import io.livemarket.events.chat.ChatCommand.MarkRead;
import io.livemarket.events.chat.GroupCommand.InviteMembers;
import io.livemarket.events.chat.GroupEvent.InvitationDeclined;
import io.livemarket.events.chat.GroupEvent.MemberJoined;
import io.livemarket.events.chat.GroupEvent.MemberRemoved;
import io.livemarket.events.chat.GroupEvent.MembersInvited;
import io.livemarket.events.errors.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Inviting into a group, the answers, and the messages that a later member sees. */
class InvitationsTest {

    @Test
    void anAdminInvitesUsersWhoAreNotInTheGroup() {
        given(openedGroup(ALICE, BOB))
                .when(invite(ALICE, BOB, CAROL))
                .then(new MembersInvited(GROUP, 2, List.of(CAROL), ALICE, "Bici", NOW));
        given(openedGroup(ALICE, BOB), invited(ALICE, CAROL))
                .when(invite(ALICE, CAROL))
                .thenUnchanged();
        given(openedGroup(ALICE, BOB)).when(invite(BOB, CAROL)).thenRejected(ErrorCode.NOT_AN_ADMIN);
        given(openedGroup(ALICE, BOB)).when(invite(MALLORY, CAROL)).thenRejected(ErrorCode.CHAT_NOT_FOUND);
        given(openedGroup(ALICE, BOB)).when(invite(ALICE, NOBODY)).thenRejected(ErrorCode.USER_NOT_FOUND);
    }

    @Test
    void aListOfInvitedUsersHasEachOnce() {
        for (List<UUID> users :
                Arrays.asList(null, List.<UUID>of(), List.of(CAROL, CAROL), Arrays.asList(CAROL, null))) {
            given(openedGroup(ALICE, BOB))
                    .when(new InviteMembers(GROUP, ALICE, users, NOW))
                    .thenRejected(ErrorCode.INVALID_PARTICIPANTS);
        }
    }

    @Test
    void anInvitedUserIsNoMemberYet() {
        given(openedGroup(ALICE, BOB), invited(ALICE, CAROL))
                .when(send(GROUP, CAROL, MESSAGE_1, "hola", null))
                .thenRejected(ErrorCode.CHAT_NOT_FOUND);
        given(openedGroup(ALICE, BOB), invited(ALICE, CAROL)).when(leave(CAROL)).thenRejected(ErrorCode.CHAT_NOT_FOUND);
    }

    @Test
    void anInvitedUserJoinsAfterTheNewestMessage() {
        var group = given(openedGroup(ALICE, BOB), sent(ALICE, MESSAGE_1), invited(ALICE, CAROL));
        group.when(accept(CAROL)).then(new MemberJoined(GROUP, 4, CAROL, 2, NOW));
        Chat.Open after = group.when(accept(CAROL)).state().open();
        assertThat(after.members()).containsExactly(ALICE, BOB, CAROL);
        assertThat(after.groupOrNone().invited()).isEmpty();
        given(openedWithAll(ALICE, BOB), sent(ALICE, MESSAGE_1), invited(ALICE, CAROL))
                .when(accept(CAROL))
                .then(new MemberJoined(GROUP, 4, CAROL, 1, NOW));
    }

    @Test
    void anAnswerIsGivenOnceAndMayBeRepeated() {
        given(openedGroup(ALICE, BOB), invited(ALICE, CAROL), joined(CAROL))
                .when(accept(CAROL))
                .thenUnchanged();
        given(openedGroup(ALICE, BOB), invited(ALICE, CAROL), joined(CAROL))
                .when(decline(CAROL))
                .thenRejected(ErrorCode.ALREADY_A_MEMBER);
        given(openedGroup(ALICE, BOB), invited(ALICE, CAROL))
                .when(decline(CAROL))
                .then(new InvitationDeclined(GROUP, 3, CAROL, NOW));
        given(openedGroup(ALICE, BOB), invited(ALICE, CAROL), declined(CAROL))
                .when(decline(CAROL))
                .thenUnchanged();
        given(openedGroup(ALICE, BOB), invited(ALICE, CAROL), declined(CAROL))
                .when(accept(CAROL))
                .thenRejected(ErrorCode.CHAT_NOT_FOUND);
    }

    @Test
    void anUninvitedUserCannotAnswer() {
        given(openedGroup(ALICE, BOB)).when(accept(MALLORY)).thenRejected(ErrorCode.CHAT_NOT_FOUND);
        given(openedGroup(ALICE, BOB)).when(decline(MALLORY)).thenRejected(ErrorCode.CHAT_NOT_FOUND);
        given(openedGroup(ALICE, BOB), invited(ALICE, CAROL), left(BOB), left(ALICE))
                .when(accept(CAROL))
                .thenRejected(ErrorCode.CHAT_NOT_FOUND);
    }

    @Test
    void anAdminWithdrawsAnInvitation() {
        var group = given(openedGroup(ALICE, BOB), invited(ALICE, CAROL));
        group.when(remove(ALICE, CAROL)).then(new MemberRemoved(GROUP, 3, CAROL, ALICE, NOW));
        group.andAccepted(remove(ALICE, CAROL)).when(accept(CAROL)).thenRejected(ErrorCode.CHAT_NOT_FOUND);
    }

    @Test
    void aRefusalHoldsForAWeek() {
        var group = given(openedGroup(ALICE, BOB), invited(ALICE, CAROL), declined(CAROL));
        group.when(invite(ALICE, CAROL)).thenRejected(ErrorCode.INVITATION_DECLINED);
        group.when(new InviteMembers(GROUP, ALICE, List.of(CAROL), NOW.plus(Duration.ofDays(7))))
                .thenAccepted();
    }

    @Test
    void oldRefusalsAreForgottenBeyondTheirBound() {
        Group group = Group.NONE;
        for (int i = 0; i <= Group.MOST_DECLINED; i++) {
            group = group.declined(member(i), NOW);
        }
        assertThat(group.declined()).hasSize(Group.MOST_DECLINED);
        assertThat(group.hasDeclined(member(0), NOW)).isFalse();
        assertThat(group.hasDeclined(member(Group.MOST_DECLINED), NOW)).isTrue();
        assertThat(group.declined(ALICE, NOW.plus(Group.DECLINED_FOR)).declined())
                .hasSize(1);
    }

    @Test
    void blocksForbidAnInvitationEitherWay() {
        given(openedGroup(ALICE, BOB))
                .and(blocked(CAROL, ALICE))
                .when(invite(ALICE, CAROL))
                .thenRejected(ErrorCode.BLOCKED);
        given(openedGroup(ALICE, BOB))
                .and(accountDeleted(CAROL))
                .when(invite(ALICE, CAROL))
                .thenRejected(ErrorCode.USER_DELETED);
    }

    @Test
    void aGroupHasAtMostFiftyOpenInvitations() {
        List<UUID> users = new ArrayList<>(
                IntStream.range(0, 50).mapToObj(ChatFixtures::member).toList());
        given(openedGroup(ALICE, BOB), invited(ALICE, users.toArray(UUID[]::new)))
                .when(invite(ALICE, CAROL))
                .thenRejected(ErrorCode.TOO_MANY_INVITATIONS);
        users.addAll(IntStream.range(50, 97).mapToObj(ChatFixtures::member).toList());
        List<UUID> members = new ArrayList<>(List.of(ALICE));
        members.addAll(users.subList(0, 97));
        given(openedGroup(members.toArray(UUID[]::new)), invited(ALICE, BOB, CAROL))
                .when(invite(ALICE, MALLORY))
                .thenRejected(ErrorCode.GROUP_TOO_LARGE);
    }

    @Test
    void aLaterMemberHasNothingToDoWithEarlierMessages() {
        var group = given(openedGroup(ALICE, BOB), sent(ALICE, MESSAGE_1), invited(ALICE, CAROL), joined(CAROL));
        group.when(replying(send(GROUP, CAROL, MESSAGE_2, "hola", null), MESSAGE_1))
                .thenRejected(ErrorCode.MESSAGE_NOT_FOUND);
        group.when(new MarkRead(GROUP, CAROL, null, MESSAGE_1, NOW)).thenRejected(ErrorCode.MESSAGE_NOT_FOUND);
        group.when(new MarkRead(GROUP, CAROL, 1L, null, NOW)).thenUnchanged();
        group.when(new EditMessage(GROUP, ALICE, MESSAGE_1, "adiós", NOW)).thenAccepted();
    }

    @Test
    void aLaterMemberDoesNotGetChangesOfEarlierMessages() {
        var group = given(openedGroup(ALICE, BOB), sent(ALICE, MESSAGE_1), invited(ALICE, CAROL), joined(CAROL));
        for (var asked : List.of(
                new EditMessage(GROUP, ALICE, MESSAGE_1, "adiós", NOW),
                new DeleteMessage(GROUP, ALICE, MESSAGE_1, NOW))) {
            var outcome = group.when(asked);
            assertThat(Withholding.withheldFrom(
                            outcome.state().open(), outcome.events().getFirst(), new InMemoryChatLookups(Set.of())))
                    .containsExactly(CAROL);
        }
        var all = given(openedWithAll(ALICE, BOB), sent(ALICE, MESSAGE_1), invited(ALICE, CAROL), joined(CAROL))
                .when(new EditMessage(GROUP, ALICE, MESSAGE_1, "adiós", NOW));
        assertThat(Withholding.withheldFrom(
                        all.state().open(), all.events().getFirst(), new InMemoryChatLookups(Set.of())))
                .isEmpty();
    }

    @Test
    void aLaterMemberFixesNoUnreadMessageByLeaving() {
        given(openedGroup(ALICE, BOB), sent(ALICE, MESSAGE_1), invited(ALICE, CAROL), joined(CAROL), left(CAROL))
                .when(new EditMessage(GROUP, ALICE, MESSAGE_1, "adiós", NOW))
                .thenAccepted();
    }

    @Test
    void aReturningMemberCannotReachOwnFormerMessages() {
        given(openedGroup(ALICE, BOB), sent(BOB, MESSAGE_1), left(BOB), invited(ALICE, BOB), joined(BOB))
                .when(new EditMessage(GROUP, BOB, MESSAGE_1, "adiós", NOW))
                .thenRejected(ErrorCode.MESSAGE_NOT_FOUND);
    }
}
