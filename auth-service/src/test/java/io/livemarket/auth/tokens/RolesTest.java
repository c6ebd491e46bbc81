package io.livemarket.auth.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.auth.domain.Account;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RolesTest {

    private static final UUID ANA = new UUID(1, 1);

    private static Account account(String username) {
        return new Account(ANA, 1, 1, username, "a@example.com", "hash", null, List.of("user"), Instant.EPOCH, Instant.EPOCH,
                Instant.EPOCH);
    }

    @Test
    void nobodyModeratesByDefault() {
        assertThat(new Roles(Set.of(), Set.of()).of(account("moderator"))).containsExactly("user");
    }

    @Test
    void whoseIdOrNameIsConfiguredModerates() {
        assertThat(new Roles(Set.of(ANA), Set.of()).of(account("ana"))).containsExactly("user", "moderator");
        assertThat(new Roles(Set.of(), Set.of("ANA")).of(account("Ana"))).containsExactly("user", "moderator");
        assertThat(new Roles(Set.of(new UUID(2, 2)), Set.of("luis")).of(account("ana"))).containsExactly("user");
    }
}
