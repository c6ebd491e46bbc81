package io.livemarket.auth.domain;

import static io.livemarket.auth.domain.AuthSpecification.account;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.users.AccessFact;
import io.livemarket.events.users.UserEvent;
import io.livemarket.testkit.Circumstance;
import io.livemarket.testkit.DeciderSpecification;
import java.time.Instant;
import java.util.List;
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
        given(account(ACCOUNT)).when(delete(null)).thenAccepted().thenState(world -> {
            Account left = world.account(ALICE);
            assertThat(List.of(left.email(), left.passwordHash())).containsOnly("");
            assertThat(left.avatarUrl()).isNull();
            assertThat(left.roles()).isEmpty();
            assertThat(left.deletedAt()).isEqualTo(NOW);
            assertThat(left.username()).as("taken for ever").isEqualTo("alice");
            assertThat(left.revision()).isEqualTo(4);
        });
    }

    @Test
    void aDeletionIsPublishedWithoutNameAndEndsAllAccess() {
        given(account(ACCOUNT))
                .when(delete(null))
                .then(new UserEvent.UserDeleted(ALICE, 3, NOW), new AccessFact.AccessEnded(ALICE, NOW));
    }

    @Test
    void aDeletionIsDecidedOnce() {
        given(account(ACCOUNT)).andAccepted(delete(null)).when(delete(null)).thenUnchanged();
    }

    @Test
    void aPasswordChangedSinceItsVerificationDeletesNothing() {
        Account changed = ACCOUNT.withPassword("another hash", NOW);
        given(account(changed)).when(delete(ACCOUNT.passwordMark())).thenRejected(ErrorCode.WRONG_PASSWORD);
        given(account(changed)).when(delete(changed.passwordMark())).thenAccepted();
    }

    /** Deletions at the same time, on two instances. */
    @Test
    void aRepeatIsNoneOfAFormerPassword() {
        given(account(ACCOUNT))
                .andAccepted(delete(null))
                .when(delete(ACCOUNT.passwordMark()))
                .thenUnchanged();
    }

    @Test
    void anUnknownAccountIsRefused() {
        given().when(delete(null)).thenRejected(ErrorCode.USER_NOT_FOUND);
    }

    private static DeciderSpecification<AuthWorld, AuthCommand, Object, ErrorCode> given() {
        return AuthSpecification.given(NOW);
    }

    private static DeciderSpecification<AuthWorld, AuthCommand, Object, ErrorCode> given(Circumstance<AuthWorld> fact) {
        return given().and(fact);
    }

    private static AuthCommand.DeleteAccount delete(String passwordMark) {
        return new AuthCommand.DeleteAccount(ALICE, NOW, passwordMark);
    }
}
