package io.livemarket.auth.domain;

import static io.livemarket.events.errors.ErrorCode.EMAIL_TAKEN;
import static io.livemarket.events.errors.ErrorCode.IDEMPOTENCY_CONFLICT;
import static io.livemarket.events.errors.ErrorCode.USERNAME_TAKEN;
import static io.livemarket.events.errors.ErrorCode.USER_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.auth.domain.AuthCommand.RegisterUser;
import io.livemarket.auth.domain.AuthCommand.UpdateProfile;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.users.UserEvent;
import io.livemarket.testkit.DeciderSpecification;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AccountDeciderTest {

    private static final Instant T1 = Instant.parse("2026-01-01T10:00:00Z");
    private static final Instant T2 = T1.plusSeconds(60);
    private static final UUID ALICE = UUID.fromString("01900000-0000-7000-8000-000000000001");
    private static final UUID BOB = UUID.fromString("01900000-0000-7000-8000-000000000002");

    @Test
    void aRegistrationOpensAnAccountAndPublishesOnlyPublicFields() {
        given().when(register(ALICE, "Alice", "Alice@example.org", null))
                .then(new UserEvent.UserRegistered(ALICE, 1, "Alice", null, T1))
                .thenState(world -> {
                    Account account = world.account(ALICE);
                    assertThat(account.email()).isEqualTo("Alice@example.org");
                    assertThat(account.roles()).containsExactly("user");
                    assertThat(account.revision()).isEqualTo(1);
                });
    }

    @Test
    void aUserNameHasOneHolderWhateverItsCase() {
        given(register(ALICE, "Alice", "alice@example.org", null))
                .when(register(BOB, "aLICE", "bob@example.org", null))
                .thenRejected(USERNAME_TAKEN);
    }

    @Test
    void anAddressHasOneHolderWhateverItsCase() {
        given(register(ALICE, "alice", "alice@example.org", null))
                .when(register(BOB, "bob", "ALICE@example.org", null))
                .thenRejected(EMAIL_TAKEN);
    }

    @Test
    void aTakenNameAndATakenAddressAreBothNamed() {
        given(register(ALICE, "alice", "alice@example.org", null))
                .when(register(BOB, "alice", "alice@example.org", null))
                .thenRejected(USERNAME_TAKEN, EMAIL_TAKEN);
    }

    @Test
    void aRepeatedRegistrationWithItsKeyGetsTheFirstAnswer() {
        given(register(ALICE, "alice", "alice@example.org", "key"))
                .when(register(BOB, "alice", "alice@example.org", "key"))
                .thenUnchanged(new AccountDecision.Repeated(ALICE, T1));
    }

    @Test
    void anotherRegistrationWithAUsedKeyIsAConflict() {
        given(register(ALICE, "alice", "alice@example.org", "key"))
                .when(register(BOB, "bob", "bob@example.org", "key"))
                .thenRejected(IDEMPOTENCY_CONFLICT);
    }

    @Test
    void withoutAKeyARepeatedRegistrationIsRejected() {
        given(register(ALICE, "alice", "alice@example.org", null))
                .when(register(BOB, "alice", "alice@example.org", null))
                .thenRejected(USERNAME_TAKEN, EMAIL_TAKEN);
    }

    @Test
    void aChangedNameIsPublishedAndCountsBothWays() {
        given(register(ALICE, "alice", "alice@example.org", null))
                .when(update(ALICE, "alicia", null, null))
                .then(new UserEvent.ProfileUpdated(ALICE, 2, "alicia", null, T2))
                .thenState(world -> {
                    Account account = world.account(ALICE);
                    assertThat(account.revision()).isEqualTo(2);
                    assertThat(account.version()).isEqualTo(2);
                    assertThat(account.email()).isEqualTo("alice@example.org");
                    assertThat(account.passwordHash()).isEqualTo("hash");
                });
    }

    @Test
    void aChangedAddressIsNotPublished() {
        given(register(ALICE, "alice", "alice@example.org", null))
                .when(update(ALICE, null, "new@example.org", null))
                .then()
                .thenState(world -> {
                    Account account = world.account(ALICE);
                    assertThat(account.revision()).isEqualTo(2);
                    assertThat(account.version()).isEqualTo(1);
                    assertThat(account.updatedAt()).isEqualTo(T2);
                    assertThat(account.profileUpdatedAt()).isEqualTo(T1);
                });
    }

    @Test
    void anotherUsersNameOrAddressCannotBeTaken() {
        given(register(ALICE, "alice", "alice@example.org", null), register(BOB, "bob", "bob@example.org", null))
                .when(update(BOB, "ALICE", "Alice@example.org", null))
                .thenRejected(USERNAME_TAKEN, EMAIL_TAKEN);
    }

    @Test
    void onesOwnNameMayChangeItsCase() {
        given(register(ALICE, "alice", "alice@example.org", null))
                .when(update(ALICE, "Alice", null, null))
                .thenAccepted()
                .thenState(world -> assertThat(world.account(ALICE).username()).isEqualTo("Alice"));
    }

    @Test
    void anEmptyAvatarIsRemovedAndANullOneStays() {
        var before = given(
                register(ALICE, "alice", "alice@example.org", null),
                update(ALICE, null, null, "https://example.org/a.png"));
        before.when(update(ALICE, "alicia", null, null))
                .thenAccepted()
                .thenState(
                        world -> assertThat(world.account(ALICE).avatarUrl()).isEqualTo("https://example.org/a.png"));
        before.when(update(ALICE, null, null, ""))
                .thenAccepted()
                .thenState(world -> assertThat(world.account(ALICE).avatarUrl()).isNull());
    }

    @Test
    void anUpdateWithoutAChangeChangesNothing() {
        given(register(ALICE, "alice", "alice@example.org", null))
                .when(update(ALICE, "alice", "alice@example.org", null))
                .thenUnchanged();
    }

    @Test
    void aUserWhoDoesNotExistCannotBeChanged() {
        given().when(update(ALICE, "alice", null, null)).thenRejected(USER_NOT_FOUND);
    }

    @Test
    void nothingPrivateIsEverPrinted() {
        RegisterUser register = register(ALICE, "alice", "alice@example.org", null);
        assertThat(List.of(
                        given(register).state().account(ALICE).toString(),
                        register.toString(),
                        new UpdateProfile(ALICE, null, "alice@example.org", null, T1).toString()))
                .noneMatch(text -> text.contains("@") || text.contains("hash="));
    }

    private static DeciderSpecification<AuthWorld, AuthCommand, Object, ErrorCode> given(AuthCommand... past) {
        return AuthSpecification.given(T2).andAccepted(past);
    }

    private static RegisterUser register(UUID id, String username, String email, String key) {
        return new RegisterUser(id, username, email, "hash", null, key, key == null ? null : username + email, T1);
    }

    private static UpdateProfile update(UUID id, String username, String email, String avatarUrl) {
        return new UpdateProfile(id, username, email, avatarUrl, T2);
    }
}
