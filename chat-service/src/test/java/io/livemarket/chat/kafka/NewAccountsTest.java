package io.livemarket.chat.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NewAccountsTest {

    private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    private final NewAccounts accounts = new NewAccounts(DAY);

    @Test
    void anAccountIsNewForADay() {
        UUID user = registered(1, NOW.minusSeconds(60));
        assertThat(accounts.isNew(user, NOW)).isTrue();
        assertThat(accounts.isNew(user, NOW.plus(DAY))).isFalse();
        assertThat(accounts.isNew(new UUID(0, 99), NOW)).isFalse();
    }

    @Test
    void oldAccountsAreNotKept() {
        registered(1, NOW.minus(DAY));
        assertThat(accounts.size()).isZero();
        registered(2, NOW.minusSeconds(60));
        accounts.add(new UUID(0, 3), NOW.plus(DAY).toEpochMilli(), NOW.plus(DAY).toEpochMilli());
        assertThat(accounts.size()).isEqualTo(1);
    }

    @Test
    void theNumberOfAccountsIsBounded() {
        for (int i = 0; i <= NewAccounts.MOST; i++) {
            registered(i, NOW);
        }
        assertThat(accounts.size()).isEqualTo(NewAccounts.MOST);
        assertThat(accounts.isNew(new UUID(0, 0), NOW)).isFalse();
        assertThat(accounts.isNew(new UUID(0, NewAccounts.MOST), NOW)).isTrue();
    }

    private UUID registered(int n, Instant at) {
        UUID user = new UUID(0, n);
        accounts.add(user, at.toEpochMilli(), NOW.toEpochMilli());
        return user;
    }
}
