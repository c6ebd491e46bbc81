package io.livemarket.auth.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import io.livemarket.auth.config.AccountsProperties;
import io.livemarket.auth.crypto.MasterKey;
import io.livemarket.auth.crypto.Vault;
import io.livemarket.auth.domain.AuthCommand;
import io.livemarket.auth.domain.AuthResult;
import io.livemarket.auth.domain.KeyDecider;
import io.livemarket.auth.domain.SigningKey;
import io.livemarket.auth.kafka.AuthTopics;
import io.livemarket.auth.kafka.SealedCodec;
import io.livemarket.auth.view.KeyView;
import io.livemarket.events.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeyRotationTest {

    private static final Duration ROTATION = Duration.ofDays(7);
    private static final Duration LEAD = Duration.ofMinutes(10);
    private static final Duration LIFETIME = Duration.ofMinutes(15);

    private final SealedCodec<SigningKey> codec = new SealedCodec<>(
            new Vault(MasterKey.parse("3q2+7wABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhs=")),
            AuthTopics.KEYS,
            SigningKey.class);
    private final KeyView view = new KeyView(codec);
    private final Map<UUID, SigningKey> stored = new HashMap<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final KeyRotation rotation = rotation(null);

    @Test
    void theFirstKeySignsAtOnce() {
        assertThat(rotation.rotateIfDue()).isTrue();
        assertThat(view.signingAt(now)).isPresent();
        assertThat(rotation.rotateIfDue()).isFalse();
    }

    @Test
    void keysArePublishedEarlyAndKeptUntilTheirTokensExpire() {
        rotation.rotateIfDue();
        String first = view.signingAt(now).orElseThrow().getKeyID();
        Instant due = now.plus(ROTATION).minus(LEAD);

        now = due.minusMillis(1);
        assertThat(rotation.rotateIfDue()).isFalse();
        now = due;
        assertThat(rotation.rotateIfDue()).isTrue();
        assertThat(view.verifyingAt(now).size()).isEqualTo(2);
        assertThat(view.signingAt(now).orElseThrow().getKeyID()).isEqualTo(first);

        now = due.plus(LEAD);
        assertThat(view.signingAt(now).orElseThrow().getKeyID()).isNotEqualTo(first);
        now = due.plus(LEAD).plus(LIFETIME);
        assertThat(view.verifyingAt(now).getKeyByKeyId(first)).isNotNull();
        now = now.plus(Duration.ofMinutes(2));
        assertThat(view.verifyingAt(now).getKeyByKeyId(first)).isNull();
    }

    @Test
    void publishedKeysHoldNoPrivateKey() {
        rotation.rotateIfDue();
        assertThat(view.verifyingAt(now).getKeys()).isNotEmpty().noneMatch(key -> key.isPrivate());
    }

    @Test
    void keysBeforeAnEmergencyAreRetiredAtOnce() {
        rotation.rotateIfDue();
        now = now.plus(ROTATION).minus(LEAD);
        rotation.rotateIfDue();
        List<String> leaked =
                view.verifyingAt(now).getKeys().stream().map(JWK::getKeyID).toList();
        assertThat(leaked).as("the one that signs and the next").hasSize(2);

        now = now.plusSeconds(60);
        KeyRotation emergency = rotation(now.minusSeconds(30));
        assertThat(emergency.rotateIfDue()).isTrue();

        String only = view.signingAt(now).orElseThrow().getKeyID();
        assertThat(leaked).doesNotContain(only);
        assertThat(view.verifyingAt(now).getKeys()).extracting(JWK::getKeyID).containsExactly(only);
        assertThat(emergency.rotateIfDue()).as("once").isFalse();
        assertThat(rotation.rotateIfDue())
                .as("an instance that is not restarted yet")
                .isFalse();
        now = now.plus(ROTATION);
        assertThat(emergency.rotateIfDue()).isTrue();
        assertThat(view.verifyingAt(now).size()).as("with an overlap").isEqualTo(2);
    }

    private KeyRotation rotation(Instant notBefore) {
        return new KeyRotation(
                view,
                this::write,
                new AccountsProperties.Keys(ROTATION, LEAD, Duration.ofSeconds(15), notBefore),
                LIFETIME,
                () -> now);
    }

    private AuthResult write(AuthCommand command) {
        AuthCommand.AddSigningKey add = (AuthCommand.AddSigningKey) command;
        KeyDecider.KeyDecision decision = KeyDecider.add(stored.values(), add);
        decision.gone().forEach(key -> {
            stored.remove(key);
            view.apply(key.toString(), null);
        });
        decision.changed().forEach(key -> {
            stored.put(key.keyId(), key);
            view.apply(key.keyId().toString(), codec.write(key.keyId().toString(), key));
        });
        return new AuthResult.Accepted(Ids.next(), null, 0, false, null);
    }
}
