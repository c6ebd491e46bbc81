package io.livemarket.chat.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.chat.projection.ChatDescription;
import io.livemarket.chat.projection.GroupView;
import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatResult.CommandAccepted;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.GroupHistory;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The budget for invitations of strangers: two an hour in these tests, in which PARTNER alone is no stranger. */
class StrangerInvitationsTest {

    private static final UUID INVITER = Ids.next();
    private static final UUID MEMBER = Ids.next();
    private static final UUID INVITED = Ids.next();
    private static final UUID PARTNER = Ids.next();
    private static final ChatDescription GROUP = new ChatDescription(
            ChatType.GROUP,
            List.of(INVITER, MEMBER),
            "Bici",
            INVITER,
            Instant.EPOCH,
            null,
            null,
            new GroupView(GroupHistory.JOINING, List.of(INVITER), List.of(INVITED), 1));

    private final StrangerInvitations budget = new StrangerInvitations(
            2,
            (_, others) -> others.stream().filter(user -> !user.equals(PARTNER)).toList());

    @Test
    void anInvitationThatIsMadeCounts() {
        invite(accepted(false), Ids.next(), Ids.next());
        assertRefused(ErrorCode.RATE_LIMITED, accepted(false), Ids.next());
        invite(accepted(false), PARTNER);
    }

    @Test
    void aRefusedInvitationCostsNothing() {
        for (ErrorCode refusal : List.of(
                ErrorCode.NOT_AN_ADMIN, ErrorCode.USER_NOT_FOUND, ErrorCode.BLOCKED, ErrorCode.INVITATION_DECLINED)) {
            assertRefused(refusal, refused(refusal), Ids.next(), Ids.next());
        }
        invite(accepted(true), Ids.next(), Ids.next());
        invite(accepted(false), Ids.next(), Ids.next());
    }

    @Test
    void membersAndInvitedUsersCostNothing() {
        invite(accepted(false), MEMBER, INVITED, PARTNER, Ids.next());
        invite(accepted(false), MEMBER, INVITED, Ids.next());
    }

    @Test
    void anInvitationWithoutAnAnswerCounts() {
        assertRefused(ErrorCode.UNAVAILABLE, refused(ErrorCode.UNAVAILABLE), Ids.next(), Ids.next());
        assertRefused(ErrorCode.RATE_LIMITED, accepted(false), Ids.next());
    }

    @Test
    void tooManyAtOnceTakeNothing() {
        assertRefused(ErrorCode.RATE_LIMITED, accepted(false), Ids.next(), Ids.next(), Ids.next());
        invite(accepted(false), Ids.next(), Ids.next());
    }

    private void invite(Supplier<CommandAccepted> outcome, UUID... users) {
        assertThat(budget.counted(INVITER, GROUP, List.of(users), outcome)).isNotNull();
    }

    private void assertRefused(ErrorCode code, Supplier<CommandAccepted> outcome, UUID... users) {
        assertThatThrownBy(() -> budget.counted(INVITER, GROUP, List.of(users), outcome))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static Supplier<CommandAccepted> accepted(boolean duplicate) {
        return () -> new CommandAccepted(Ids.next(), Ids.next(), 1, duplicate, null);
    }

    private static Supplier<CommandAccepted> refused(ErrorCode code) {
        return () -> {
            throw new ApiException(code);
        };
    }
}
