package io.livemarket.gateway.callers;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.users.AccessFact;
import io.livemarket.events.users.AccessFact.AccessEnded;
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

class DeletedAccountsTest {

    private static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final int MOST = 100;
    private static final UUID ALICE = UUID.randomUUID();
    private static final EventCodec<AccessFact> FACTS = EventCodec.of(AccessFact.class);

    private final DeletedAccounts accounts = new DeletedAccounts(CLOCK, MOST);
    private final EndedSessions sessions = new EndedSessions(CLOCK, accounts);
    private final List<AccessEnded> notified = new ArrayList<>();

    @Test
    void aDeletedAccountIsKnownAndNotifiedOnce() {
        accounts.onDeleted(notified::add);
        AccessEnded end = new AccessEnded(ALICE, NOW);
        apply(end);
        apply(end);
        assertThat(notified).containsExactly(end);
        assertThat(accounts.endOf(ALICE)).contains(end);
        assertThat(accounts.endOf(UUID.randomUUID())).isEmpty();
    }

    @Test
    void onlyTokensOfADeletedAccountAreRefused() {
        apply(new AccessEnded(ALICE, NOW));
        assertThat(sessions.validator()
                        .validate(token(ALICE, UUID.randomUUID().toString()))
                        .hasErrors())
                .isTrue();
        assertThat(sessions.validator().validate(token(ALICE, null)).hasErrors())
                .as("of version 0.1.0")
                .isTrue();
        assertThat(sessions.validator().validate(token(UUID.randomUUID(), null)).hasErrors())
                .isFalse();
    }

    @Test
    void anAccountWhoseTokensAreAllOverIsNotKept() {
        apply(new AccessEnded(ALICE, NOW.minus(Duration.ofHours(25))));
        assertThat(accounts.size()).isZero();
    }

    @Test
    void theEarliestAccountIsForgottenBeyondTheCapacity() {
        apply(new AccessEnded(ALICE, NOW));
        for (int i = 0; i < MOST; i++) {
            apply(new AccessEnded(new UUID(7, i), NOW));
        }
        assertThat(accounts.size()).isEqualTo(MOST);
        assertThat(accounts.endOf(ALICE)).isEmpty();
        assertThat(accounts.endOf(new UUID(7, 0))).isPresent();
    }

    private static Jwt token(UUID user, String session) {
        Jwt.Builder token = Jwt.withTokenValue("t").header("alg", "ES256").subject(user.toString());
        return session == null ? token.build() : token.claim("sid", session).build();
    }

    private void apply(AccessEnded end) {
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>(
                Topics.USERS_SESSIONS.name(), 0, 0, end.userId().toString(), FACTS.write(end));
        Envelope.describe(
                record.headers(), UUID.randomUUID().toString(), FACTS.types().nameOf(end), "/it", NOW, end.userId());
        sessions.apply(record);
    }
}
