package io.livemarket.auth.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.auth.domain.Account;
import io.livemarket.auth.tokens.Roles.Holders;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RolesTest {

    private static final UUID ANA = new UUID(1, 1);
    private static final Holders NONE = new Holders(Set.of(), Set.of());

    private static Account account(String username) {
        return new Account(
                ANA,
                1,
                1,
                username,
                "a@example.com",
                "hash",
                null,
                List.of("user"),
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    @Test
    void noAccountHasARoleByDefault() {
        assertThat(new Roles(NONE, NONE).of(account("moderator"))).containsExactly("user");
        assertThat(new Roles(NONE, NONE).of(account("operator"))).containsExactly("user");
    }

    @Test
    void anAccountModeratesByItsIdOrName() {
        assertThat(new Roles(new Holders(Set.of(ANA), Set.of()), NONE).of(account("ana")))
                .containsExactly("user", "moderator");
        assertThat(new Roles(new Holders(Set.of(), Set.of("ANA")), NONE).of(account("Ana")))
                .containsExactly("user", "moderator");
        assertThat(new Roles(new Holders(Set.of(new UUID(2, 2)), Set.of("luis")), NONE).of(account("ana")))
                .containsExactly("user");
    }

    @Test
    void configuredOperatorsAreNotModerators() {
        assertThat(new Roles(NONE, new Holders(Set.of(ANA), Set.of())).of(account("ana")))
                .containsExactly("user", "operator");
        assertThat(new Roles(NONE, new Holders(Set.of(), Set.of("ANA"))).of(account("Ana")))
                .containsExactly("user", "operator");
        assertThat(new Roles(NONE, new Holders(Set.of(new UUID(2, 2)), Set.of("luis"))).of(account("ana")))
                .containsExactly("user");
    }
}
