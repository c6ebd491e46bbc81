package io.livemarket.auth.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.users.UserEvent.ProfileUpdated;
import io.livemarket.events.users.UserEvent.UserRegistered;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Accounts that the external issuer has. */
class ExternalDeciderTest {

    private static final String ISSUER = "https://login.shop.example/";
    private static final UUID ANA = Ids.external(ISSUER, "ana");
    private static final UUID LUIS = Ids.external(ISSUER, "luis");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(60);

    private final Map<UUID, Account> byId = new HashMap<>();
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
            throw new AssertionError("An external address has no holder here");
        }

        @Override
        public Optional<Registration> registration(String idempotencyKey) {
            return Optional.empty();
        }
    };

    private AccountDecision put(UUID userId, ExternalProfile profile, boolean registersOnly, Instant at) {
        AccountDecision decision = ExternalDecider.put(
                accounts,
                new AuthCommand.PutExternalUser(
                        userId,
                        new ExternalIdentity(ISSUER, userId.equals(ANA) ? "ana" : "luis"),
                        profile,
                        registersOnly,
                        at));
        if (decision instanceof AccountDecision.Changed changed) {
            byId.put(userId, changed.account());
        }
        return decision;
    }

    private AccountDecision byToken(UUID userId, String name) {
        return put(userId, new ExternalProfile(name, null, null, null), true, NOW);
    }

    private AccountDecision byMarketplace(UUID userId, ExternalProfile profile) {
        return put(userId, profile, false, LATER);
    }

    private static ExternalProfile named(String name) {
        return new ExternalProfile(name, null, null, null);
    }

    @Test
    void anUnknownUserIsRegisteredOnce() {
        assertThat(byToken(ANA, "Ana"))
                .isInstanceOfSatisfying(
                        AccountDecision.Changed.class,
                        changed -> assertThat(changed.event()).isEqualTo(new UserRegistered(ANA, 1, "Ana", null, NOW)));
        assertThat(byToken(ANA, "Another")).isEqualTo(new AccountDecision.Unchanged(byId.get(ANA)));
        assertThat(byId.get(ANA).logsInHere()).isFalse();
        assertThat(byId.get(ANA).passwordHash()).isEmpty();
    }

    @Test
    void theMarketplaceChangesAProfileAndARepeatChangesNothing() {
        byToken(ANA, "Ana");
        ExternalProfile profile =
                new ExternalProfile("Ana Maria", "ana@shop.example", true, "https://shop.example/ana.png");
        assertThat(byMarketplace(ANA, profile))
                .isInstanceOfSatisfying(
                        AccountDecision.Changed.class,
                        changed -> assertThat(changed.event())
                                .isEqualTo(new ProfileUpdated(
                                        ANA, 2, "Ana.Maria", "https://shop.example/ana.png", LATER)));
        assertThat(byId.get(ANA).hasVerifiedEmail()).isTrue();
        assertThat(byMarketplace(ANA, profile)).isInstanceOf(AccountDecision.Unchanged.class);
        assertThat(byMarketplace(ANA, new ExternalProfile(null, null, null, "")))
                .isInstanceOfSatisfying(
                        AccountDecision.Changed.class,
                        changed -> assertThat(changed.account().avatarUrl()).isNull());
        assertThat(byId.get(ANA).username()).isEqualTo("Ana.Maria");
    }

    @Test
    void anAddressIsNoPublicFactAndAnotherOneIsNotVerified() {
        byMarketplace(ANA, new ExternalProfile("Ana", "ana@shop.example", true, null));
        AccountDecision changed = byMarketplace(ANA, new ExternalProfile(null, "other@shop.example", null, null));
        assertThat(changed)
                .isInstanceOfSatisfying(
                        AccountDecision.Changed.class,
                        change -> assertThat(change.event()).isNull());
        assertThat(byId.get(ANA).version()).isEqualTo(1);
        assertThat(byId.get(ANA).revision()).isEqualTo(2);
        assertThat(byId.get(ANA).hasVerifiedEmail()).isFalse();
    }

    @Test
    void aTakenNameGetsAPartOfTheIdAndKeepsIt() {
        byToken(LUIS, "ana");
        byToken(ANA, "Ana");
        String name = byId.get(ANA).username();
        assertThat(name).matches("Ana-[0-9a-f]{6}");
        byMarketplace(LUIS, named("Luis"));
        assertThat(byMarketplace(ANA, named("Ana"))).isInstanceOf(AccountDecision.Unchanged.class);
        assertThat(byId.get(ANA).username()).isEqualTo(name);
    }

    @Test
    void aUserWhoseNamesAreAllTakenIsRefused() {
        List<String> names = ExternalNames.candidates("Ana", ANA);
        names.forEach(name -> {
            UUID holder = Ids.next();
            byId.put(
                    holder,
                    new Account(holder, 1, 1, name, name + "@x.example", "$hash", null, List.of(), NOW, NOW, NOW));
        });
        assertThat(byToken(ANA, "Ana")).isEqualTo(AccountDecision.refused(ErrorCode.USERNAME_TAKEN));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            Ana María Núñez | Ana.Maria.Nunez
            ana_maria-1     | ana_maria-1
            '  .Ana. '      | Ana
            ana@shop.example| user-
            李小龍          | user-
            Al              | user-
            -               | user-
            """, delimiter = '|')
    void aUserNameHasPlainLettersAndIsNeverAnAddress(String name, String begin) {
        assertThat(ExternalNames.candidates(name, ANA)).allMatch(each -> each.matches("[a-zA-Z0-9._-]{3,30}"));
        assertThat(ExternalNames.candidates(name, ANA).getFirst()).startsWith(begin);
        assertThat(ExternalNames.candidates("x".repeat(200), ANA))
                .allMatch(each -> each.matches("[a-zA-Z0-9._-]{3,30}"))
                .doesNotHaveDuplicates();
    }

    @Test
    void aDeletedAccountIsNeverRegisteredAgain() {
        byToken(ANA, "Ana");
        Account deleted = byId.get(ANA).deleted(LATER);
        assertThat(deleted.external()).isNull();
        byId.put(ANA, deleted);
        assertThat(byToken(ANA, "Ana")).isEqualTo(AccountDecision.refused(ErrorCode.USER_DELETED));
        assertThat(byMarketplace(ANA, named("Ana"))).isEqualTo(AccountDecision.refused(ErrorCode.USER_DELETED));
    }

    @Test
    void noOperatorGrantsARoleThatOnlyTheIssuerGives() {
        UUID operator = Ids.next();
        byId.put(operator, new Account(operator, 1, 1, "op", "op@x.example", "$hash", null, List.of(), NOW, NOW, NOW));
        byToken(ANA, "Ana");
        assertThat(RoleDecider.grant(
                        accounts,
                        account -> account.userId().equals(operator),
                        new AuthCommand.GrantRole(ANA, RoleDecider.GRANTABLE, operator, LATER)))
                .isEqualTo(AccountDecision.refused(ErrorCode.ACCOUNT_ELSEWHERE));
    }
}
