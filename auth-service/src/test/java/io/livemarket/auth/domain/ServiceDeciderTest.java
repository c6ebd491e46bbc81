package io.livemarket.auth.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.users.UserEvent.UserDeleted;
import io.livemarket.events.users.UserEvent.UserRegistered;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Service accounts: creation, scopes, rotation of secrets and deletion. */
class ServiceDeciderTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final UUID SHOP = Ids.next();
    private static final UUID OPERATOR = Ids.next();
    private static final ServiceAccess.Secret FIRST = new ServiceAccess.Secret(Ids.next(), "hash-1", NOW);
    private static final ServiceAccess.Secret SECOND = new ServiceAccess.Secret(Ids.next(), "hash-2", NOW);
    private static final ServiceAccess.Secret THIRD = new ServiceAccess.Secret(Ids.next(), "hash-3", NOW);

    private final Map<UUID, Account> byId = new HashMap<>();
    private int services;
    private final Accounts accounts = new Accounts() {
        @Override
        public Optional<Account> byId(UUID userId) {
            return Optional.ofNullable(byId.get(userId));
        }

        @Override
        public Optional<UUID> holderOfUsername(String folded) {
            return byId.values().stream()
                    .filter(account -> Account.folded(account.username()).equals(folded))
                    .map(Account::userId)
                    .findFirst();
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

    private AccountDecision decide(ServiceCommand command) {
        AccountDecision decision = ServiceDecider.decide(accounts, services, command);
        if (decision instanceof AccountDecision.Changed changed) {
            byId.put(changed.account().userId(), changed.account());
        }
        return decision;
    }

    private AccountDecision create() {
        return decide(new ServiceCommand.CreateService(
                SHOP, "the-shop", List.of("users:write", "chats:write"), FIRST, OPERATOR, NOW));
    }

    private AccountDecision add(ServiceAccess.Secret secret) {
        return decide(new ServiceCommand.AddServiceSecret(SHOP, secret, OPERATOR, NOW));
    }

    private ServiceAccess access() {
        return Optional.ofNullable(byId.get(SHOP).service()).orElseThrow();
    }

    @Test
    void aServiceIsAUserWithoutAPassword() {
        assertThat(create())
                .isInstanceOfSatisfying(
                        AccountDecision.Changed.class,
                        changed -> assertThat(changed.event())
                                .isEqualTo(new UserRegistered(SHOP, 1, "the-shop", null, NOW)));
        assertThat(byId.get(SHOP).logsInHere()).isFalse();
        assertThat(access().scopes()).containsExactly("chats:write", "users:write");
        assertThat(create()).as("its answer was lost").isInstanceOf(AccountDecision.Unchanged.class);
        assertThat(byId.get(SHOP).toString() + access()).doesNotContain("hash-1");
    }

    @Test
    void aNameHasOneHolderAmongAllAccounts() {
        create();
        assertThat(decide(new ServiceCommand.CreateService(
                        Ids.next(), "The-Shop", List.of("users:write"), SECOND, OPERATOR, NOW)))
                .isEqualTo(AccountDecision.refused(ErrorCode.USERNAME_TAKEN));
    }

    @Test
    void theNumberOfServicesIsBounded() {
        services = ServiceDecider.MOST;
        assertThat(create()).isEqualTo(AccountDecision.refused(ErrorCode.TOO_MANY_SERVICES));
        services = ServiceDecider.MOST - 1;
        assertThat(create()).isInstanceOf(AccountDecision.Changed.class);
    }

    @Test
    void twoSecretsAreValidWhileOneReplacesTheOther() {
        create();
        assertThat(add(SECOND)).isInstanceOf(AccountDecision.Changed.class);
        assertThat(add(SECOND)).as("its answer was lost").isInstanceOf(AccountDecision.Unchanged.class);
        assertThat(add(THIRD)).isEqualTo(AccountDecision.refused(ErrorCode.TOO_MANY_SERVICES));
        decide(new ServiceCommand.RemoveServiceSecret(SHOP, FIRST.id(), OPERATOR, NOW));
        assertThat(access().secrets()).containsExactly(SECOND);
        assertThat(add(THIRD)).isInstanceOf(AccountDecision.Changed.class);
        assertThat(decide(new ServiceCommand.RemoveServiceSecret(SHOP, FIRST.id(), OPERATOR, NOW)))
                .isInstanceOf(AccountDecision.Unchanged.class);
    }

    @Test
    void scopesAreReplaced() {
        create();
        decide(new ServiceCommand.ChangeServiceScopes(SHOP, List.of("messages:system"), OPERATOR, NOW));
        assertThat(access().scopes()).containsExactly("messages:system");
        assertThat(byId.get(SHOP).version()).as("nothing public changed").isEqualTo(1);
    }

    @Test
    void aDeletedServiceHasNoAccessAndARepeatChangesNothing() {
        create();
        ServiceCommand delete = new ServiceCommand.DeleteService(SHOP, OPERATOR, NOW);
        AccountDecision deleted = decide(delete);
        assertThat(deleted)
                .isInstanceOfSatisfying(
                        AccountDecision.Changed.class,
                        changed -> assertThat(changed.event()).isInstanceOf(UserDeleted.class));
        assertThat(DeletionDecider.accessEnded(deleted)).isPresent();
        assertThat(byId.get(SHOP).service()).isNull();
        assertThat(decide(delete)).isInstanceOf(AccountDecision.Unchanged.class);
        assertThat(add(SECOND)).isEqualTo(AccountDecision.refused(ErrorCode.USER_NOT_FOUND));
    }

    @Test
    void aPersonsAccountIsNoService() {
        byId.put(SHOP, new Account(SHOP, 1, 1, "ana", "ana@x.example", "$hash", null, List.of(), NOW, NOW, NOW));
        for (ServiceCommand command : List.of(
                new ServiceCommand.AddServiceSecret(SHOP, SECOND, OPERATOR, NOW),
                new ServiceCommand.ChangeServiceScopes(SHOP, List.of("users:write"), OPERATOR, NOW),
                new ServiceCommand.RemoveServiceSecret(SHOP, FIRST.id(), OPERATOR, NOW),
                new ServiceCommand.DeleteService(SHOP, OPERATOR, NOW))) {
            assertThat(decide(command)).isEqualTo(AccountDecision.refused(ErrorCode.USER_NOT_FOUND));
        }
    }

    @Test
    void noServiceIsAModerator() {
        create();
        byId.put(OPERATOR, new Account(OPERATOR, 1, 1, "op", "op@x.example", "$hash", null, List.of(), NOW, NOW, NOW));
        assertThat(RoleDecider.grant(
                        accounts,
                        account -> account.userId().equals(OPERATOR),
                        new AuthCommand.GrantRole(SHOP, RoleDecider.GRANTABLE, OPERATOR, NOW)))
                .isEqualTo(AccountDecision.refused(ErrorCode.FORBIDDEN));
    }
}
