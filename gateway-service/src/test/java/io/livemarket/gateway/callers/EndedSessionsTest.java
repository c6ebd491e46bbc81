package io.livemarket.gateway.callers;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.users.AccessFact;
import io.livemarket.events.users.AccessFact.PasswordChanged;
import io.livemarket.events.users.AccessFact.SessionEnded;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class EndedSessionsTest {

    private static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");
    private static final int MOST = 100;
    private static final UUID ALICE = UUID.randomUUID();
    private static final EventCodec<AccessFact> FACTS = EventCodec.of(AccessFact.class);

    private final DeletedAccounts accounts = new DeletedAccounts(Clock.fixed(NOW, ZoneOffset.UTC), MOST);
    private final EndedSessions sessions = new EndedSessions(Clock.fixed(NOW, ZoneOffset.UTC), accounts, MOST);
    private final List<SessionEnded> notified = new ArrayList<>();

    @Test
    void anEndedSessionIsKnownAndNotifiedOnce() {
        sessions.onEnded(notified::add);
        SessionEnded end = ended(UUID.randomUUID(), NOW);
        apply(end);
        apply(end);
        assertThat(notified).containsExactly(end);
        assertThat(sessions.endOf(Optional.of(end.sessionId()))).contains(end);
        assertThat(sessions.endOf(Optional.of(UUID.randomUUID()))).isEmpty();
        assertThat(sessions.endOf(Optional.empty()))
                .as("a token of version 0.1.0")
                .isEmpty();
    }

    @Test
    void aSessionWhoseTokensAreAllOverIsNotKept() {
        apply(ended(UUID.randomUUID(), NOW.minus(Duration.ofHours(25))));
        assertThat(sessions.size()).isZero();
    }

    @Test
    void theSessionThatEndedFirstIsForgottenBeyondTheMost() {
        SessionEnded first = ended(UUID.randomUUID(), NOW);
        apply(first);
        for (int i = 0; i < MOST; i++) {
            apply(ended(new UUID(7, i), NOW));
        }
        assertThat(sessions.size()).isEqualTo(MOST);
        assertThat(sessions.endOf(Optional.of(first.sessionId()))).isEmpty();
        assertThat(sessions.endOf(Optional.of(new UUID(7, 0)))).isPresent();
    }

    /** The sessions that end with it are announced one by one. */
    @Test
    void aChangedPasswordEndsNoSessionByItself() {
        sessions.onEnded(notified::add);
        apply(new PasswordChanged(ALICE, NOW));
        assertThat(notified).isEmpty();
        assertThat(sessions.size()).isZero();
    }

    private static SessionEnded ended(UUID session, Instant at) {
        return new SessionEnded(ALICE, session, "logout", at);
    }

    private void apply(AccessFact end) {
        ConsumerRecord<String, byte[]> record =
                new ConsumerRecord<>(Topics.USERS_SESSIONS.name(), 0, 0, ALICE.toString(), FACTS.write(end));
        Envelope.describe(
                record.headers(), UUID.randomUUID().toString(), FACTS.types().nameOf(end), "/it", NOW, ALICE);
        sessions.apply(record);
    }
}
