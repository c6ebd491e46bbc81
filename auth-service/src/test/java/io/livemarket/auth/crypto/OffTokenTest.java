package io.livemarket.auth.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffTokenTest {

    private static final UUID ALICE = UUID.fromString("01900000-0000-7000-8000-000000000001");
    private static final UUID BOB = UUID.fromString("01900000-0000-7000-8000-000000000002");
    private static final Vault VAULT = new Vault(key(1));

    private static MasterKey key(int seed) {
        byte[] bytes = new byte[MasterKey.LENGTH];
        new java.util.Random(seed).nextBytes(bytes);
        return MasterKey.parse(Base64.getEncoder().encodeToString(bytes));
    }

    @Test
    void aTokenNamesItsUserAndNoAddress() {
        String token = OffToken.of(VAULT, ALICE);
        assertThat(OffToken.userOf(VAULT, token)).contains(ALICE);
        assertThat(token).hasSize(36 + 1 + 43).matches("[A-Za-z0-9_.-]+");
    }

    @Test
    void aTokenOfAnotherUserKeyOrPurposeIsRefused() {
        String signature = OffToken.of(VAULT, ALICE).substring(36);
        assertThat(OffToken.userOf(VAULT, BOB + signature)).isEmpty();
        assertThat(OffToken.userOf(VAULT, OffToken.of(new Vault(key(2)), ALICE)))
                .isEmpty();
        assertThat(OffToken.userOf(VAULT, ALICE + "." + VAULT.fingerprint("e-mail", ALICE.toString())))
                .isEmpty();
    }

    @Test
    void aTokenOutlivesAChangeOfTheMasterKey() {
        String token = OffToken.of(VAULT, ALICE);
        assertThat(OffToken.userOf(new Vault(key(2), List.of(key(1))), token)).contains(ALICE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "x", "01900000-0000-7000-8000-000000000001", "01900000-0000-7000-8000-000000000001."})
    void anotherTextIsNoToken(String text) {
        assertThat(OffToken.userOf(VAULT, text)).isEmpty();
    }
}
