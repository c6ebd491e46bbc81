package io.livemarket.auth.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.auth.domain.KeyDecider.KeyDecision;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.testkit.DeciderSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeyDeciderTest {

    private static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");
    private static final Duration OVERLAP = Duration.ofMinutes(16);
    private static final UUID A = UUID.fromString("00000000-0000-4000-8000-00000000000a");
    private static final UUID B = UUID.fromString("00000000-0000-4000-8000-00000000000b");
    private static final UUID C = UUID.fromString("00000000-0000-4000-8000-00000000000c");
    private static final SigningKey FIRST = new SigningKey(A, "jwk", NOW, NOW, null);

    @Test
    void theFirstKeyIsTaken() {
        given().when(add(A, null, NOW, NOW)).then(new KeyDecision(true, List.of(FIRST), List.of()));
    }

    @Test
    void ofTwoNewKeysAtOnceOneWins() {
        given(FIRST).when(add(B, null, NOW.plusMillis(5), NOW)).thenRejected();
        SigningKey second = new SigningKey(B, "jwk", NOW, NOW.plusSeconds(600), null);
        given(FIRST, second).when(add(C, A, NOW.plusSeconds(700), NOW)).thenRejected();
    }

    @Test
    void aKeyThatWouldSignBeforeTheNewestIsRefused() {
        given(FIRST).when(add(B, A, NOW.minusMillis(1), NOW)).thenRejected();
    }

    @Test
    void theReplacedKeyVerifiesUntilItsLastTokenHasExpired() {
        Instant signsFrom = NOW.plusSeconds(600);
        SigningKey retiring = FIRST.retiring(signsFrom.plus(OVERLAP));
        given(FIRST)
                .when(add(B, A, signsFrom, NOW))
                .then(new KeyDecision(
                        true, List.of(retiring, new SigningKey(B, "jwk", NOW, signsFrom, null)), List.of()));
        assertThat(retiring.verifiesAt(signsFrom.plus(OVERLAP).minusMillis(1))).isTrue();
        assertThat(retiring.verifiesAt(signsFrom.plus(OVERLAP))).isFalse();
    }

    @Test
    void aKeyThatVerifiesNothingAnyMoreIsForgotten() {
        SigningKey old = FIRST.retiring(NOW.plusSeconds(10));
        SigningKey current = new SigningKey(B, "jwk", NOW, NOW.plusSeconds(5), null);
        given(old, current)
                .when(add(C, B, NOW.plusSeconds(100), NOW.plusSeconds(10)))
                .thenEvent(
                        KeyDecision.class,
                        decision -> assertThat(decision.gone()).containsExactly(A))
                .thenState(world ->
                        assertThat(world.keys()).extracting(SigningKey::keyId).containsExactly(B, C));
    }

    /** The command is of an instance that knew the newest key, and in the second case of one that did not. */
    @Test
    void aKeyAloneRetiresAllOthersAtOnce() {
        SigningKey next = new SigningKey(B, "jwk", NOW, NOW.plusSeconds(600), null);
        AuthCommand.AddSigningKey alone =
                new AuthCommand.AddSigningKey(C, B, "jwk", NOW.plusSeconds(5), OVERLAP, NOW.plusSeconds(5), true);
        given(FIRST.retiring(NOW.plusSeconds(1_000)), next)
                .when(alone)
                .then(new KeyDecision(
                        true,
                        List.of(new SigningKey(C, "jwk", NOW.plusSeconds(5), NOW.plusSeconds(5), null)),
                        List.of(A, B)));
        given(FIRST).when(alone).thenRejected();
    }

    private static DeciderSpecification<AuthWorld, AuthCommand, Object, ErrorCode> given(SigningKey... keys) {
        DeciderSpecification<AuthWorld, AuthCommand, Object, ErrorCode> before = AuthSpecification.given(NOW);
        for (SigningKey key : keys) {
            before = before.and(AuthSpecification.signingKey(key));
        }
        return before;
    }

    private static AuthCommand.AddSigningKey add(UUID key, UUID replaces, Instant signsFrom, Instant at) {
        return new AuthCommand.AddSigningKey(key, replaces, "jwk", signsFrom, OVERLAP, at);
    }
}
