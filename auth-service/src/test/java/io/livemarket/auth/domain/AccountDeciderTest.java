package io.livemarket.auth.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.users.UserEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AccountDeciderTest {

    private static final Instant T1 = Instant.parse("2026-01-01T10:00:00Z");
    private static final Instant T2 = T1.plusSeconds(60);
    private static final UUID ALICE = UUID.fromString("01900000-0000-7000-8000-000000000001");
    private static final UUID BOB = UUID.fromString("01900000-0000-7000-8000-000000000002");

    private final Known accounts = new Known();

    @Test
    void aRegistrationOpensAnAccountAndTellsOnlyWhatIsPublic() {
        AccountDecision.Changed changed = changed(register(ALICE, "Alice", "Alice@example.org", null));

        assertThat(changed.account().email()).isEqualTo("Alice@example.org");
        assertThat(changed.account().roles()).containsExactly("user");
        assertThat(changed.account().revision()).isEqualTo(1);
        assertThat(changed.event()).isEqualTo(new UserEvent.UserRegistered(ALICE, 1, "Alice", null, T1));
    }

    @Test
    void aUserNameHasOneHolderWhateverItsCase() {
        given(register(ALICE, "Alice", "alice@example.org", null));
        assertThat(register(BOB, "aLICE", "bob@example.org", null))
                .isEqualTo(AccountDecision.refused(ErrorCode.USERNAME_TAKEN));
    }

    @Test
    void anAddressHasOneHolderWhateverItsCase() {
        given(register(ALICE, "alice", "alice@example.org", null));
        assertThat(register(BOB, "bob", "ALICE@example.org", null))
                .isEqualTo(AccountDecision.refused(ErrorCode.EMAIL_TAKEN));
    }

    @Test
    void aNameAndAnAddressThatAreBothTakenAreBothNamed() {
        given(register(ALICE, "alice", "alice@example.org", null));
        assertThat(register(BOB, "alice", "alice@example.org", null))
                .isEqualTo(new AccountDecision.Refused(List.of(ErrorCode.USERNAME_TAKEN, ErrorCode.EMAIL_TAKEN)));
    }

    @Test
    void theSameRegistrationAgainWithItsKeyGivesTheFirstAnswer() {
        given(register(ALICE, "alice", "alice@example.org", "key"));
        assertThat(register(BOB, "alice", "alice@example.org", "key"))
                .isEqualTo(new AccountDecision.Repeated(ALICE, T1));
    }

    @Test
    void anotherRegistrationWithAUsedKeyIsAConflict() {
        given(register(ALICE, "alice", "alice@example.org", "key"));
        assertThat(register(BOB, "bob", "bob@example.org", "key"))
                .isEqualTo(AccountDecision.refused(ErrorCode.IDEMPOTENCY_CONFLICT));
    }

    @Test
    void withoutAKeyTheSameRegistrationAgainIsRefused() {
        given(register(ALICE, "alice", "alice@example.org", null));
        assertThat(register(BOB, "alice", "alice@example.org", null)).isInstanceOf(AccountDecision.Refused.class);
    }

    @Test
    void aChangedNameIsToldAndCountsBothWays() {
        given(register(ALICE, "alice", "alice@example.org", null));
        AccountDecision.Changed changed = changed(update(ALICE, "alicia", null, null));

        assertThat(changed.event()).isEqualTo(new UserEvent.ProfileUpdated(ALICE, 2, "alicia", null, T2));
        assertThat(changed.account().revision()).isEqualTo(2);
        assertThat(changed.account().version()).isEqualTo(2);
        assertThat(changed.account().email()).isEqualTo("alice@example.org");
        assertThat(changed.account().passwordHash()).isEqualTo("hash");
    }

    @Test
    void aChangedAddressIsToldToNobody() {
        given(register(ALICE, "alice", "alice@example.org", null));
        AccountDecision.Changed changed = changed(update(ALICE, null, "new@example.org", null));

        assertThat(changed.event()).isNull();
        assertThat(changed.account().revision()).isEqualTo(2);
        assertThat(changed.account().version()).isEqualTo(1);
        assertThat(changed.account().updatedAt()).isEqualTo(T2);
        assertThat(changed.account().profileUpdatedAt()).isEqualTo(T1);
    }

    @Test
    void anotherUsersNameOrAddressCannotBeTaken() {
        given(register(ALICE, "alice", "alice@example.org", null));
        given(register(BOB, "bob", "bob@example.org", null));
        assertThat(update(BOB, "ALICE", "Alice@example.org", null))
                .isEqualTo(new AccountDecision.Refused(List.of(ErrorCode.USERNAME_TAKEN, ErrorCode.EMAIL_TAKEN)));
    }

    @Test
    void onesOwnNameMayChangeItsCase() {
        given(register(ALICE, "alice", "alice@example.org", null));
        assertThat(changed(update(ALICE, "Alice", null, null)).account().username())
                .isEqualTo("Alice");
    }

    @Test
    void anEmptyAvatarIsRemovedAndANullOneStays() {
        given(register(ALICE, "alice", "alice@example.org", null));
        given(update(ALICE, null, null, "https://example.org/a.png"));
        assertThat(changed(update(ALICE, "alicia", null, null)).account().avatarUrl())
                .isEqualTo("https://example.org/a.png");
        assertThat(changed(update(ALICE, null, null, "")).account().avatarUrl()).isNull();
    }

    @Test
    void whatIsAlreadySoChangesNothing() {
        given(register(ALICE, "alice", "alice@example.org", null));
        assertThat(update(ALICE, "alice", "alice@example.org", null)).isInstanceOf(AccountDecision.Unchanged.class);
    }

    @Test
    void aUserWhoDoesNotExistCannotBeChanged() {
        assertThat(update(ALICE, "alice", null, null)).isEqualTo(AccountDecision.refused(ErrorCode.USER_NOT_FOUND));
    }

    @Test
    void nothingPrivateIsEverPrinted() {
        Account account =
                changed(register(ALICE, "alice", "alice@example.org", null)).account();
        assertThat(List.of(
                        account.toString(),
                        command(ALICE, "alice", "alice@example.org", null).toString(),
                        new AuthCommand.UpdateProfile(ALICE, null, "alice@example.org", null, T1).toString()))
                .noneMatch(text -> text.contains("@") || text.contains("hash="));
    }

    private AccountDecision register(UUID id, String username, String email, String key) {
        return AccountDecider.register(accounts, command(id, username, email, key));
    }

    private static AuthCommand.RegisterUser command(UUID id, String username, String email, String key) {
        return new AuthCommand.RegisterUser(
                id, username, email, "hash", null, key, key == null ? null : username + email, T1);
    }

    private AccountDecision update(UUID id, String username, String email, String avatarUrl) {
        return AccountDecider.update(accounts, new AuthCommand.UpdateProfile(id, username, email, avatarUrl, T2));
    }

    private static AccountDecision.Changed changed(AccountDecision decision) {
        assertThat(decision).isInstanceOf(AccountDecision.Changed.class);
        return (AccountDecision.Changed) decision;
    }

    private void given(AccountDecision decision) {
        accounts.all.put(changed(decision).account().userId(), changed(decision).account());
        UUID first = changed(decision).account().userId();
        accounts.registrations.putIfAbsent(
                "key",
                new Registration(
                        first,
                        changed(decision).account().username()
                                + changed(decision).account().email(),
                        T1));
    }

    private static final class Known implements Accounts {

        private final Map<UUID, Account> all = new HashMap<>();
        private final Map<String, Registration> registrations = new HashMap<>();

        @Override
        public Optional<Account> byId(UUID userId) {
            return Optional.ofNullable(all.get(userId));
        }

        @Override
        public Optional<UUID> holderOfUsername(String folded) {
            return all.values().stream()
                    .filter(account -> account.username().equalsIgnoreCase(folded))
                    .map(Account::userId)
                    .findFirst();
        }

        @Override
        public Optional<UUID> holderOfEmail(String folded) {
            return all.values().stream()
                    .filter(account -> account.email().equalsIgnoreCase(folded))
                    .map(Account::userId)
                    .findFirst();
        }

        @Override
        public Optional<Registration> registration(String idempotencyKey) {
            return Optional.ofNullable(registrations.get(idempotencyKey));
        }
    }
}
