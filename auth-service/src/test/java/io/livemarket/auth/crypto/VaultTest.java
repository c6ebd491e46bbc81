package io.livemarket.auth.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class VaultTest {

    private static final byte[] SECRET = "alice@example.org $argon2id$".getBytes(UTF_8);

    private final Vault vault = new Vault(key());

    @Test
    void aSealedValueOpens() {
        assertThat(vault.open("topic", "alice", vault.seal("topic", "alice", SECRET)))
                .isEqualTo(SECRET);
    }

    @Test
    void aSealedValueShowsNothingAndNoTwoAreAlike() {
        byte[] one = vault.seal("topic", "alice", SECRET);
        assertThat(new String(one, UTF_8)).doesNotContain("alice").doesNotContain("argon2");
        assertThat(vault.seal("topic", "alice", SECRET)).isNotEqualTo(one);
    }

    @Test
    void aValueOpensOnlyAtItsOwnKeyAndTopic() {
        byte[] sealed = vault.seal("topic", "alice", SECRET);
        assertThatThrownBy(() -> vault.open("topic", "mallory", sealed)).isInstanceOf(UnopenableException.class);
        assertThatThrownBy(() -> vault.open("other", "alice", sealed)).isInstanceOf(UnopenableException.class);
    }

    @Test
    void everyChangedByteIsNoticed() {
        byte[] sealed = vault.seal("topic", "alice", SECRET);
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> vault.open("topic", "alice", changed)).isInstanceOf(UnopenableException.class);
        }
    }

    @Test
    void anotherMasterKeyIsDistinguishedFromABrokenValue() {
        byte[] foreign = new Vault(key()).seal("topic", "alice", SECRET);
        assertThat(catchThrowableOfType(UnopenableException.class, () -> vault.open("topic", "alice", foreign))
                        .otherKey())
                .isTrue();
        assertThat(catchThrowableOfType(UnopenableException.class, () -> vault.open("topic", "alice", new byte[3]))
                        .otherKey())
                .isFalse();
    }

    @Test
    void valuesOpenWhileTheirMasterKeyIsAccepted() {
        MasterKey former = key();
        MasterKey current = key();
        byte[] sealed = new Vault(former).seal("topic", "alice", SECRET);
        Vault rotated = new Vault(current, List.of(key(), former));
        assertThat(rotated.open("topic", "alice", sealed)).isEqualTo(SECRET);
        assertThat(new Vault(former, List.of(current)).open("topic", "alice", rotated.seal("topic", "alice", SECRET)))
                .as("an instance that does not seal with the new key yet")
                .isEqualTo(SECRET);
        assertThatThrownBy(() -> rotated.open("topic", "mallory", sealed)).isInstanceOf(UnopenableException.class);
        assertThat(catchThrowableOfType(
                                UnopenableException.class, () -> new Vault(current).open("topic", "alice", sealed))
                        .otherKey())
                .as("retired")
                .isTrue();
        assertThat(rotated.sealingKeyId())
                .isEqualTo(new Vault(current).sealingKeyId())
                .isNotEqualTo(new Vault(former).sealingKeyId());
    }

    @Test
    void fingerprintsOfEqualTextsAreEqualUnderOneKeyOnly() {
        assertThat(vault.fingerprint("e-mail", "a@example.org"))
                .isEqualTo(vault.fingerprint("e-mail", "a@example.org"))
                .isNotEqualTo(vault.fingerprint("other", "a@example.org"))
                .isNotEqualTo(new Vault(key()).fingerprint("e-mail", "a@example.org"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "secret",
                "c2hvcnQ=",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "not base64 at all!!"
            })
    void aWeakOrMissingMasterKeyIsRefusedUnquoted(String setting) {
        assertThatThrownBy(() -> MasterKey.parse(setting))
                .isInstanceOf(MasterKeyException.class)
                .hasMessageContaining("livemarket.auth.master-key")
                .hasMessageContaining("openssl rand")
                .satisfies(e -> assertThat(setting == null
                                || setting.isBlank()
                                || !e.getMessage().contains(setting))
                        .isTrue());
    }

    private static MasterKey key() {
        byte[] bytes = new byte[MasterKey.LENGTH];
        new SecureRandom().nextBytes(bytes);
        return MasterKey.parse(Base64.getEncoder().encodeToString(bytes));
    }
}
