package io.livemarket.auth.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.users.RoleEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RoleDeciderTest {

    private static final Instant THEN = Instant.parse("2026-01-15T10:00:00Z");
    private static final Instant NOW = THEN.plusSeconds(60);
    private static final UUID OPERATOR = UUID.randomUUID();
    private static final UUID OTHER_OPERATOR = UUID.randomUUID();
    private static final UUID ALICE = UUID.randomUUID();
    private static final UUID BOB = UUID.randomUUID();

    private final Map<UUID, Account> accounts = new HashMap<>();

    RoleDeciderTest() {
        for (UUID each : List.of(OPERATOR, OTHER_OPERATOR, ALICE, BOB)) {
            accounts.put(
                    each,
                    new Account(
                            each, 3, 2, "name", "mail@example.org", "hash", null, List.of("user"), THEN, THEN, THEN));
        }
    }

    @Test
    void anOperatorGrantsTheRoleOfModerators() {
        AccountDecision decision = grant(ALICE, "moderator", OPERATOR);
        Account account = ((AccountDecision.Changed) decision).account();
        assertThat(account.roles()).containsExactly("user", "moderator");
        assertThat(account.grants()).containsExactly(new RoleGrant("moderator", OPERATOR, NOW));
        assertThat(account.version()).as("others see no change").isEqualTo(2);
        assertThat(RoleDecider.event(decision, new AuthCommand.GrantRole(ALICE, "moderator", OPERATOR, NOW)))
                .contains(new RoleEvent.RoleGranted(ALICE, "moderator", OPERATOR, 4, NOW));
    }

    @Test
    void anyOperatorTakesItAwayAndNothingElseChanges() {
        Account before = accounts.get(ALICE);
        accounts.put(ALICE, ((AccountDecision.Changed) grant(ALICE, "moderator", OPERATOR)).account());
        AccountDecision decision = revoke(ALICE, "moderator", OTHER_OPERATOR);
        Account account = ((AccountDecision.Changed) decision).account();
        assertThat(account)
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
                        THEN));
        assertThat(RoleDecider.event(decision, new AuthCommand.RevokeRole(ALICE, "moderator", OTHER_OPERATOR, NOW)))
                .contains(new RoleEvent.RoleRevoked(ALICE, "moderator", OTHER_OPERATOR, 5, NOW));
    }

    @Test
    void repeatsChangeNothingAndPublishNothing() {
        AccountDecision nothing = revoke(ALICE, "moderator", OPERATOR);
        assertThat(nothing).isInstanceOf(AccountDecision.Unchanged.class);
        assertThat(RoleDecider.event(nothing, new AuthCommand.RevokeRole(ALICE, "moderator", OPERATOR, NOW)))
                .isEmpty();
        Account granted = ((AccountDecision.Changed) grant(ALICE, "moderator", OPERATOR)).account();
        accounts.put(ALICE, granted);
        AccountDecision again = grant(ALICE, "moderator", OTHER_OPERATOR);
        assertThat(again).as("the first author stays").isEqualTo(new AccountDecision.Unchanged(granted));
        assertThat(RoleDecider.event(again, new AuthCommand.GrantRole(ALICE, "moderator", OTHER_OPERATOR, NOW)))
                .isEmpty();
    }

    @Test
    void theAuthorMustBeAnOperatorWhenItIsDecided() {
        assertRefused(grant(ALICE, "moderator", BOB), ErrorCode.FORBIDDEN);
        assertRefused(revoke(ALICE, "moderator", BOB), ErrorCode.FORBIDDEN);
        assertRefused(grant(ALICE, "moderator", UUID.randomUUID()), ErrorCode.FORBIDDEN);
        accounts.put(ALICE, ((AccountDecision.Changed) grant(ALICE, "moderator", OPERATOR)).account());
        assertRefused(grant(BOB, "moderator", ALICE), ErrorCode.FORBIDDEN);
        accounts.put(OPERATOR, accounts.get(OPERATOR).deleted(NOW));
        assertRefused(grant(BOB, "moderator", OPERATOR), ErrorCode.FORBIDDEN);
        assertRefused(revoke(ALICE, "moderator", OPERATOR), ErrorCode.FORBIDDEN);
    }

    @Test
    void noCommandMakesOrEndsAnOperator() {
        for (String role : List.of("operator", "user", "", "Moderator")) {
            assertRefused(grant(ALICE, role, OPERATOR), ErrorCode.FORBIDDEN);
            assertRefused(revoke(OTHER_OPERATOR, role, OPERATOR), ErrorCode.FORBIDDEN);
        }
    }

    @Test
    void noRoleForOneselfForAnUnknownOrForADeletedAccount() {
        assertRefused(grant(OPERATOR, "moderator", OPERATOR), ErrorCode.FORBIDDEN);
        assertRefused(grant(UUID.randomUUID(), "moderator", OPERATOR), ErrorCode.USER_NOT_FOUND);
        assertRefused(revoke(UUID.randomUUID(), "moderator", OPERATOR), ErrorCode.USER_NOT_FOUND);
        accounts.put(ALICE, accounts.get(ALICE).deleted(NOW));
        assertRefused(grant(ALICE, "moderator", OPERATOR), ErrorCode.USER_DELETED);
    }

    @Test
    void whatChangesOfAnAccountElsewhereLeavesItsRoles() {
        Account moderator = ((AccountDecision.Changed) grant(ALICE, "moderator", OPERATOR)).account();
        accounts.put(ALICE, moderator);
        Account renamed = ((AccountDecision.Changed)
                        AccountDecider.update(known(), new AuthCommand.UpdateProfile(ALICE, "alicia", null, null, NOW)))
                .account();
        assertThat(renamed.roles()).isEqualTo(moderator.roles());
        assertThat(renamed.grants()).isEqualTo(moderator.grants());
        Account hashed = ((AccountDecision.Changed) AccountDecider.changePassword(
                        known(), new AuthCommand.ChangePassword(ALICE, moderator.passwordMark(), "next", null, NOW)))
                .account();
        assertThat(hashed.roles()).isEqualTo(moderator.roles());
        assertThat(hashed.grants()).isEqualTo(moderator.grants());
    }

    @Test
    void anAccountWithAGrantedRoleIsNotDeleted() {
        Account moderator = ((AccountDecision.Changed) grant(ALICE, "moderator", OPERATOR)).account();
        assertRefused(
                DeletionDecider.delete(Optional.of(moderator), new AuthCommand.DeleteAccount(ALICE, NOW)),
                ErrorCode.FORBIDDEN);
        accounts.put(ALICE, moderator);
        Account former = ((AccountDecision.Changed) revoke(ALICE, "moderator", OPERATOR)).account();
        assertThat(DeletionDecider.delete(Optional.of(former), new AuthCommand.DeleteAccount(ALICE, NOW)))
                .isInstanceOf(AccountDecision.Changed.class);
    }

    private AccountDecision grant(UUID user, String role, UUID author) {
        return RoleDecider.grant(
                known(), RoleDeciderTest::isOperator, new AuthCommand.GrantRole(user, role, author, NOW));
    }

    private AccountDecision revoke(UUID user, String role, UUID author) {
        return RoleDecider.revoke(
                known(), RoleDeciderTest::isOperator, new AuthCommand.RevokeRole(user, role, author, NOW));
    }

    private static boolean isOperator(Account account) {
        return account.userId().equals(OPERATOR) || account.userId().equals(OTHER_OPERATOR);
    }

    private static void assertRefused(AccountDecision decision, ErrorCode code) {
        assertThat(decision).isEqualTo(AccountDecision.refused(code));
    }

    private Accounts known() {
        return new Accounts() {
            @Override
            public Optional<Account> byId(UUID userId) {
                return Optional.ofNullable(accounts.get(userId));
            }

            @Override
            public Optional<UUID> holderOfUsername(String folded) {
                return Optional.empty();
            }

            @Override
            public Optional<UUID> holderOfEmail(String folded) {
                return Optional.empty();
            }

            @Override
            public Optional<Registration> registration(String idempotencyKey) {
                return Optional.empty();
            }
        };
    }
}
