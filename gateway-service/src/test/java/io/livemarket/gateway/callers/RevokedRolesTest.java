package io.livemarket.gateway.callers;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.users.RoleEvent;
import io.livemarket.events.users.RoleEvent.RoleGranted;
import io.livemarket.events.users.RoleEvent.RoleRevoked;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.Jwt;

class RevokedRolesTest {

    private static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");
    private static final int MOST = 100;
    private static final UUID ALICE = UUID.randomUUID();
    private static final UUID OPERATOR = UUID.randomUUID();
    private static final EventCodec<RoleEvent> EVENTS = EventCodec.of(RoleEvent.class);

    private final RevokedRoles roles = new RevokedRoles(Clock.fixed(NOW, ZoneOffset.UTC), MOST);
    private final List<RoleRevoked> notified = new ArrayList<>();

    @Test
    void tokensWithTheRoleThatWereIssuedBeforeAreRefused() {
        apply(revoked(ALICE, 4, NOW));
        assertThat(isRefused(token(ALICE, 3L, NOW.plusSeconds(60), "user", "moderator")))
                .as("by a clock that is ahead")
                .isTrue();
        assertThat(isRefused(token(ALICE, 4L, NOW.minusSeconds(60), "user", "moderator")))
                .as("by the configuration")
                .isFalse();
        assertThat(isRefused(token(ALICE, 5L, NOW.minusSeconds(60), "user", "moderator")))
                .as("granted again")
                .isFalse();
        assertThat(isRefused(token(ALICE, 3L, NOW.minusSeconds(60), "user")))
                .as("without the role")
                .isFalse();
        assertThat(isRefused(token(ALICE, 3L, NOW.minusSeconds(60), "operator")))
                .as("another role")
                .isFalse();
        assertThat(isRefused(token(UUID.randomUUID(), 3L, NOW.minusSeconds(60), "moderator")))
                .as("another user")
                .isFalse();
    }

    /**
     * Their time is to the second, so that one of the second in which the role was taken away counts as issued before.
     */
    @Test
    void tokensOfEarlierVersionsAreComparedByTheirTime() {
        apply(revoked(ALICE, 4, NOW.plusMillis(300)));
        assertThat(isRefused(token(ALICE, null, NOW, "user", "moderator"))).isTrue();
        assertThat(isRefused(token(ALICE, null, null, "user", "moderator"))).isTrue();
        assertThat(isRefused(token(ALICE, null, NOW.plusSeconds(1), "user", "moderator")))
                .isFalse();
    }

    @Test
    void eachEndIsNotifiedOnceAndAGrantIsNone() {
        roles.onRevoked(notified::add);
        RoleRevoked first = revoked(ALICE, 4, NOW);
        apply(first);
        apply(first);
        apply(new RoleGranted(ALICE, "moderator", OPERATOR, 5, NOW));
        RoleRevoked second = revoked(ALICE, 6, NOW);
        apply(second);
        assertThat(notified).containsExactly(first, second);
        assertThat(isRefused(token(ALICE, 5L, NOW, "moderator"))).isTrue();
    }

    @Test
    void anEndOlderThanAllValidTokensIsNotKept() {
        apply(revoked(ALICE, 4, NOW.minus(Duration.ofHours(25))));
        assertThat(roles.size()).isZero();
    }

    @Test
    void theEarliestRoleIsForgottenBeyondTheCapacity() {
        apply(revoked(ALICE, 4, NOW));
        for (int i = 0; i < MOST; i++) {
            apply(revoked(new UUID(7, i), 4, NOW));
        }
        assertThat(roles.size()).isEqualTo(MOST);
        assertThat(roles.endOf(ALICE, "moderator")).isEmpty();
        assertThat(roles.endOf(new UUID(7, 0), "moderator")).isPresent();
    }

    @Test
    void oneRoleThatComesAndGoesIsBoundedToo() {
        for (int i = 0; i < 3 * MOST; i++) {
            apply(revoked(ALICE, 4 + i, NOW));
        }
        assertThat(roles.size()).isEqualTo(MOST);
        assertThat(roles.endOf(ALICE, "moderator")).map(RoleRevoked::revision).contains(3L + 3 * MOST);
    }

    private boolean isRefused(Jwt token) {
        return roles.validator().validate(token).hasErrors();
    }

    private static Jwt token(UUID user, Long revision, Instant issuedAt, String... carried) {
        Jwt.Builder token = Jwt.withTokenValue("t")
                .header("alg", "ES256")
                .subject(user.toString())
                .claim("roles", List.of(carried));
        if (issuedAt != null) {
            token.issuedAt(issuedAt);
        }
        return revision == null ? token.build() : token.claim("rev", revision).build();
    }

    private static RoleRevoked revoked(UUID user, long revision, Instant at) {
        return new RoleRevoked(user, "moderator", OPERATOR, revision, at);
    }

    private void apply(RoleEvent event) {
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>(
                Topics.USERS_ROLES.name(), 0, 0, event.userId().toString(), EVENTS.write(event));
        Envelope.describe(
                record.headers(),
                UUID.randomUUID().toString(),
                EVENTS.types().nameOf(event),
                "/it",
                NOW,
                event.userId());
        roles.apply(record);
    }
}
