package io.livemarket.auth.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.auth.domain.KeyDecider.KeyDecision;
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
        assertThat(KeyDecider.add(List.of(), add(A, null, NOW, NOW)))
                .isEqualTo(new KeyDecision(true, List.of(FIRST), List.of()));
    }

    @Test
    void ofTwoWhoAskAtOnceOneWins() {
        assertThat(KeyDecider.add(List.of(FIRST), add(B, null, NOW.plusMillis(5), NOW))
                        .accepted())
                .isFalse();
        SigningKey second = new SigningKey(B, "jwk", NOW, NOW.plusSeconds(600), null);
        assertThat(KeyDecider.add(List.of(FIRST, second), add(C, A, NOW.plusSeconds(700), NOW))
                        .accepted())
                .isFalse();
    }

    @Test
    void aKeyThatWouldSignBeforeTheNewestIsRefused() {
        assertThat(KeyDecider.add(List.of(FIRST), add(B, A, NOW.minusMillis(1), NOW))
                        .accepted())
                .isFalse();
    }

    @Test
    void theReplacedKeyVerifiesUntilItsLastTokenHasExpired() {
        Instant signsFrom = NOW.plusSeconds(600);
        KeyDecision decision = KeyDecider.add(List.of(FIRST), add(B, A, signsFrom, NOW));
        assertThat(decision.changed())
                .containsExactly(
                        FIRST.retiring(signsFrom.plus(OVERLAP)), new SigningKey(B, "jwk", NOW, signsFrom, null));
        assertThat(FIRST.retiring(signsFrom.plus(OVERLAP))
                        .verifiesAt(signsFrom.plus(OVERLAP).minusMillis(1)))
                .isTrue();
        assertThat(FIRST.retiring(signsFrom.plus(OVERLAP)).verifiesAt(signsFrom.plus(OVERLAP)))
                .isFalse();
    }

    @Test
    void aKeyThatVerifiesNothingAnyMoreIsForgotten() {
        SigningKey old = FIRST.retiring(NOW.plusSeconds(10));
        SigningKey current = new SigningKey(B, "jwk", NOW, NOW.plusSeconds(5), null);
        KeyDecision decision =
                KeyDecider.add(List.of(old, current), add(C, B, NOW.plusSeconds(100), NOW.plusSeconds(10)));
        assertThat(decision.gone()).containsExactly(A);
    }

    @Test
    void aKeyAloneRetiresAllOthersAtOnce() {
        SigningKey next = new SigningKey(B, "jwk", NOW, NOW.plusSeconds(600), null);
        AuthCommand.AddSigningKey alone =
                new AuthCommand.AddSigningKey(C, B, "jwk", NOW.plusSeconds(5), OVERLAP, NOW.plusSeconds(5), true);
        assertThat(KeyDecider.add(List.of(FIRST.retiring(NOW.plusSeconds(1_000)), next), alone))
                .isEqualTo(new KeyDecision(
                        true,
                        List.of(new SigningKey(C, "jwk", NOW.plusSeconds(5), NOW.plusSeconds(5), null)),
                        List.of(A, B)));
        assertThat(KeyDecider.add(List.of(FIRST), alone).accepted())
                .as("asked without knowing the newest")
                .isFalse();
    }

    private static AuthCommand.AddSigningKey add(UUID key, UUID replaces, Instant signsFrom, Instant at) {
        return new AuthCommand.AddSigningKey(key, replaces, "jwk", signsFrom, OVERLAP, at);
    }
}
