package io.livemarket.auth.kafka;

import static io.livemarket.auth.kafka.DecidingAuth.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.auth.crypto.UnopenableException;
import io.livemarket.auth.crypto.Vault;
import io.livemarket.auth.domain.Account;
import io.livemarket.auth.domain.AuthResult;
import io.livemarket.auth.domain.SigningKey;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.engine.UnrecoverableException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The master key is replaced while the one before is accepted; all is sealed anew, so that the former one can go after
 * compaction.
 */
class MasterKeyRotationTest {

    private static final UUID CAROL = UUID.fromString("01900000-0000-7000-8000-000000000003");

    private final DecidingAuth auth = new DecidingAuth();

    @BeforeEach
    void live() {
        auth.prepare();
        auth.send(register(ALICE, "alice", "key"));
        auth.send(open());
        auth.send(key(BOB, null));
    }

    @Test
    void accountsSessionsAndCommandsOfTheFormerKeyGoOn() {
        rotate();
        assertThat(auth.ask(DecidingAuth.rotate("first", "second")))
                .as("a command of an instance with the former key")
                .isInstanceOf(AuthResult.Accepted.class);
        auth.vault = vault(2, 1);
        assertThat(auth.ask(DecidingAuth.rotate("second", "third"))).isInstanceOf(AuthResult.Accepted.class);
        assertThat(((AuthResult.Refused) auth.ask(registerAt("ALICE" + ALICE + "@example.org", CAROL, "carol")))
                        .codes())
                .containsExactly(ErrorCode.EMAIL_TAKEN);
    }

    @Test
    void afterCompactionTheFormerKeyIsNotNeeded() {
        rotate();
        auth.advance(Duration.ofMinutes(2));
        auth.compact();
        auth.vault = vault(2);
        auth.opening = vault(2);
        auth.restart();
        auth.prepare();
        assertThat(auth.ask(DecidingAuth.rotate("first", "second"))).isInstanceOf(AuthResult.Accepted.class);
        assertThat(auth.ask(register(CAROL, "alice", null))).isInstanceOf(AuthResult.Refused.class);
        assertThat(((AuthResult.Accepted) auth.ask(register(CAROL, "alice", "key"))).userId())
                .isEqualTo(ALICE);
    }

    @Test
    void recordsThatInstancesReadAreSealedAgain() {
        auth.read(AuthTopics.CREDENTIALS);
        auth.read(AuthTopics.KEYS);
        rotate();
        auth.advance(Duration.ofMinutes(2));
        ProducerRecord<String, byte[]> account =
                auth.read(AuthTopics.CREDENTIALS).getFirst();
        ProducerRecord<String, byte[]> signing = auth.read(AuthTopics.KEYS).getFirst();
        assertThat(account(vault(2), account).username()).isEqualTo("alice");
        assertThat(new SealedCodec<>(vault(2), AuthTopics.KEYS, SigningKey.class)
                        .read(signing.key(), signing.value())
                        .keyId())
                .isEqualTo(BOB);
        assertThatThrownBy(() -> account(vault(1), account)).isInstanceOf(UnopenableException.class);
        auth.advance(Duration.ofMinutes(5));
        assertThat(auth.read(AuthTopics.CREDENTIALS)).as("once").isEmpty();
    }

    @Test
    void aKeyThatIsAcceptedBeforeItSealsChangesNothing() {
        auth.read(AuthTopics.CREDENTIALS);
        auth.opening = vault(1, 2);
        auth.restart();
        auth.prepare();
        auth.advance(Duration.ofMinutes(2));
        assertThat(auth.read(AuthTopics.CREDENTIALS)).isEmpty();
    }

    @Test
    void everyAccountAndFamilyIsSealedAgain() {
        for (int i = 0; i < 2_100; i++) {
            auth.send(register(new UUID(7L << 12, 1L << 63 | i), "user" + i, null));
        }
        auth.read(AuthTopics.CREDENTIALS);
        rotate();
        auth.advance(Duration.ofMinutes(2));
        List<ProducerRecord<String, byte[]>> written = auth.read(AuthTopics.CREDENTIALS);
        assertThat(written).hasSize(2_101).extracting(ProducerRecord::key).doesNotHaveDuplicates();
    }

    @Test
    void aFormerKeyRemovedTooEarlyStopsTheEngine() {
        auth.opening = vault(2);
        assertThatThrownBy(auth::restart)
                .isInstanceOf(UnrecoverableException.class)
                .hasMessageContaining("another livemarket.auth.master-key");
    }

    private void rotate() {
        auth.opening = vault(2, 1);
        auth.restart();
        auth.prepare();
    }

    private static Account account(Vault vault, ProducerRecord<String, byte[]> record) {
        return new SealedCodec<>(vault, AuthTopics.CREDENTIALS, Account.class).read(record.key(), record.value());
    }
}
