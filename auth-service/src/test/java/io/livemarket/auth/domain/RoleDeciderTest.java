package io.livemarket.auth.domain;

import static io.livemarket.auth.domain.AuthSpecification.OPERATOR;
import static io.livemarket.auth.domain.AuthSpecification.OTHER_OPERATOR;
import static io.livemarket.auth.domain.AuthSpecification.account;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.users.RoleEvent;
import io.livemarket.testkit.DeciderSpecification;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RoleDeciderTest {

    private static final Instant THEN = Instant.parse("2026-01-15T10:00:00Z");
    private static final Instant NOW = THEN.plusSeconds(60);
    private static final UUID ALICE = UUID.randomUUID();
    private static final UUID BOB = UUID.randomUUID();

    @Test
    void anOperatorGrantsTheRoleOfModerators() {
        given().when(grant(ALICE, "moderator", OPERATOR))
                .then(new RoleEvent.RoleGranted(ALICE, "moderator", OPERATOR, 4, NOW))
                .thenState(world -> {
                    Account account = world.account(ALICE);
                    assertThat(account.roles()).containsExactly("user", "moderator");
                    assertThat(account.grants()).containsExactly(new RoleGrant("moderator", OPERATOR, NOW));
                    assertThat(account.version()).as("others see no change").isEqualTo(2);
                });
    }

    @Test
    void anyOperatorTakesItAwayAndNothingElseChanges() {
        Account before = userOf(ALICE);
        given().andAccepted(grant(ALICE, "moderator", OPERATOR))
                .when(revoke(ALICE, "moderator", OTHER_OPERATOR))
                .then(new RoleEvent.RoleRevoked(ALICE, "moderator", OTHER_OPERATOR, 5, NOW))
                .thenState(world -> assertThat(world.account(ALICE))
                        .isEqualTo(new Account(
                                ALICE,
                                5,
                                2,
                                before.username(),
                                before.email(),
                                before.passwordHash(),
                                null,
                                List.of("user"),
                                THEN,
                                NOW,
                                THEN)));
    }

    /** After a repeated grant the first author stays. */
    @Test
    void repeatsChangeNothingAndPublishNothing() {
        given().when(revoke(ALICE, "moderator", OPERATOR)).thenUnchanged();
        given().andAccepted(grant(ALICE, "moderator", OPERATOR))
                .when(grant(ALICE, "moderator", OTHER_OPERATOR))
                .thenUnchanged();
    }

    @Test
    void theAuthorMustBeAnOperatorWhenItIsDecided() {
        given().when(grant(ALICE, "moderator", BOB)).thenRejected(ErrorCode.FORBIDDEN);
        given().when(revoke(ALICE, "moderator", BOB)).thenRejected(ErrorCode.FORBIDDEN);
        given().when(grant(ALICE, "moderator", UUID.randomUUID())).thenRejected(ErrorCode.FORBIDDEN);
        var granted = given().andAccepted(grant(ALICE, "moderator", OPERATOR));
        granted.when(grant(BOB, "moderator", ALICE)).thenRejected(ErrorCode.FORBIDDEN);
        var deleted = granted.and(account(userOf(OPERATOR).deleted(NOW)));
        deleted.when(grant(BOB, "moderator", OPERATOR)).thenRejected(ErrorCode.FORBIDDEN);
        deleted.when(revoke(ALICE, "moderator", OPERATOR)).thenRejected(ErrorCode.FORBIDDEN);
    }

    @Test
    void noCommandMakesOrEndsAnOperator() {
        for (String role : List.of("operator", "user", "", "Moderator")) {
            given().when(grant(ALICE, role, OPERATOR)).thenRejected(ErrorCode.FORBIDDEN);
            given().when(revoke(OTHER_OPERATOR, role, OPERATOR)).thenRejected(ErrorCode.FORBIDDEN);
        }
    }

    @Test
    void noRoleForOneselfOrAnUnknownOrDeletedAccount() {
        given().when(grant(OPERATOR, "moderator", OPERATOR)).thenRejected(ErrorCode.FORBIDDEN);
        given().when(grant(UUID.randomUUID(), "moderator", OPERATOR)).thenRejected(ErrorCode.USER_NOT_FOUND);
        given().when(revoke(UUID.randomUUID(), "moderator", OPERATOR)).thenRejected(ErrorCode.USER_NOT_FOUND);
        given().and(account(userOf(ALICE).deleted(NOW)))
                .when(grant(ALICE, "moderator", OPERATOR))
                .thenRejected(ErrorCode.USER_DELETED);
    }

    @Test
    void otherChangesOfAnAccountLeaveItsRoles() {
        var granted = given().andAccepted(grant(ALICE, "moderator", OPERATOR));
        Account moderator = granted.state().account(ALICE);
        for (AuthCommand change : List.of(
                new AuthCommand.UpdateProfile(ALICE, "alicia", null, null, NOW),
                new AuthCommand.ChangePassword(ALICE, moderator.passwordMark(), "next", null, NOW))) {
            granted.when(change).thenAccepted().thenState(world -> {
                assertThat(world.account(ALICE).roles()).isEqualTo(moderator.roles());
                assertThat(world.account(ALICE).grants()).isEqualTo(moderator.grants());
            });
        }
    }

    @Test
    void anAccountWithAGrantedRoleIsNotDeleted() {
        var granted = given().andAccepted(grant(ALICE, "moderator", OPERATOR));
        granted.when(new AuthCommand.DeleteAccount(ALICE, NOW)).thenRejected(ErrorCode.FORBIDDEN);
        granted.andAccepted(revoke(ALICE, "moderator", OPERATOR))
                .when(new AuthCommand.DeleteAccount(ALICE, NOW))
                .thenAccepted();
    }

    /** Two operators and two users. */
    private static DeciderSpecification<AuthWorld, AuthCommand, Object, ErrorCode> given() {
        return AuthSpecification.given(NOW)
                .and(
                        account(userOf(OPERATOR)),
                        account(userOf(OTHER_OPERATOR)),
                        account(userOf(ALICE)),
                        account(userOf(BOB)));
    }

    private static Account userOf(UUID id) {
        return new Account(id, 3, 2, "name", "mail@example.org", "hash", null, List.of("user"), THEN, THEN, THEN);
    }

    private static AuthCommand grant(UUID user, String role, UUID author) {
        return new AuthCommand.GrantRole(user, role, author, NOW);
    }

    private static AuthCommand revoke(UUID user, String role, UUID author) {
        return new AuthCommand.RevokeRole(user, role, author, NOW);
    }
}
