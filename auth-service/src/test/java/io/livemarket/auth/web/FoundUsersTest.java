package io.livemarket.auth.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.auth.domain.Account;
import io.livemarket.auth.projection.UserProfile;
import io.livemarket.auth.projection.UserQueries;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FoundUsersTest {

    private static final Instant THEN = Instant.parse("2026-01-15T10:00:00Z");
    private static final UUID ANA = UUID.randomUUID();
    private static final UUID ANDY = UUID.randomUUID();
    private static final UUID ANITA = UUID.randomUUID();

    /** The read model has not heard of it, or never will: an earlier version passed the event over. */
    @Test
    void deletedUsersOfALateReadModelAreNotShown() {
        Map<UUID, Account> accounts =
                Map.of(ANA, account(ANA, "ana", null), ANDY, account(ANDY, "andy", THEN.plusSeconds(60)));
        UsersController.Page shown = UsersController.found(
                new UserQueries.Page(
                        List.of(profile(ANA, "ana"), profile(ANDY, "andy"), profile(ANITA, "anita")), "next"),
                id -> Optional.ofNullable(accounts.get(id)));
        assertThat(shown.items())
                .extracting(UserBody::username)
                .as("one that this instance does not know yet is there")
                .containsExactly("ana", "anita");
        assertThat(shown.nextCursor()).isEqualTo("next");
    }

    private static UserProfile profile(UUID id, String username) {
        return new UserProfile(id, username, null, THEN, THEN);
    }

    private static Account account(UUID id, String username, Instant deletedAt) {
        return new Account(
                id,
                1,
                1,
                username,
                username + "@example.org",
                "hash",
                null,
                List.of("user"),
                THEN,
                THEN,
                THEN,
                deletedAt);
    }
}
