package io.livemarket.auth.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.users.AccessFact;
import io.livemarket.events.users.UserEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeletionDeciderTest {

    private static final UUID ALICE = UUID.randomUUID();
    private static final Instant THEN = Instant.parse("2026-01-15T10:00:00Z");
    private static final Instant NOW = THEN.plusSeconds(60);
    private static final Account ACCOUNT = new Account(
            ALICE,
            3,
            2,
            "alice",
            "alice@example.org",
            "hash",
            "https://example.org/a.png",
            List.of("user"),
            THEN,
            THEN,
            THEN);

    @Test
    void neitherAddressNorPasswordNorPictureStays() {
        AccountDecision.Changed changed = (AccountDecision.Changed) delete(ACCOUNT);
        Account left = changed.account();
        assertThat(List.of(left.email(), left.passwordHash())).containsOnly("");
        assertThat(left.avatarUrl()).isNull();
        assertThat(left.roles()).isEmpty();
        assertThat(left.deletedAt()).isEqualTo(NOW);
        assertThat(left.username()).as("taken for ever").isEqualTo("alice");
        assertThat(left.revision()).isEqualTo(4);
    }

    @Test
    void othersAreToldWithoutANameAndGatewaysEndAllAccess() {
        AccountDecision decision = delete(ACCOUNT);
        assertThat(((AccountDecision.Changed) decision).event()).isEqualTo(new UserEvent.UserDeleted(ALICE, 3, NOW));
        assertThat(DeletionDecider.accessEnded(decision)).contains(new AccessFact.AccessEnded(ALICE, NOW));
    }

    @Test
    void aDeletionIsDecidedOnce() {
        Account deleted = ((AccountDecision.Changed) delete(ACCOUNT)).account();
        AccountDecision again = delete(deleted);
        assertThat(again).isEqualTo(new AccountDecision.Unchanged(deleted));
        assertThat(DeletionDecider.accessEnded(again)).isEmpty();
    }

    @Test
    void aPasswordThatWasChangedSinceItWasVerifiedDeletesNothing() {
        Account changed = ACCOUNT.withPassword("another hash", NOW);
        AccountDecision refused = delete(changed, ACCOUNT.passwordMark());
        assertThat(refused).isEqualTo(AccountDecision.refused(ErrorCode.WRONG_PASSWORD));
        assertThat(DeletionDecider.accessEnded(refused)).isEmpty();
        assertThat(delete(changed, changed.passwordMark())).isInstanceOf(AccountDecision.Changed.class);
    }

    /** Deletions at the same time, on two instances. */
    @Test
    void aRepeatIsNoneOfAFormerPassword() {
        Account deleted = ((AccountDecision.Changed) delete(ACCOUNT)).account();
        assertThat(delete(deleted, ACCOUNT.passwordMark())).isEqualTo(new AccountDecision.Unchanged(deleted));
    }

    @Test
    void anUnknownAccountIsRefused() {
        AccountDecision refused = delete(null);
        assertThat(refused).isEqualTo(AccountDecision.refused(ErrorCode.USER_NOT_FOUND));
        assertThat(DeletionDecider.accessEnded(refused)).isEmpty();
    }

    private static AccountDecision delete(Account account) {
        return delete(account, null);
    }

    private static AccountDecision delete(Account account, String mark) {
        return DeletionDecider.delete(Optional.ofNullable(account), new AuthCommand.DeleteAccount(ALICE, NOW, mark));
    }
}
