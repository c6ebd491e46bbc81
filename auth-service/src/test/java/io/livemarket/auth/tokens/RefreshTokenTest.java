package io.livemarket.auth.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.auth.crypto.MasterKey;
import io.livemarket.auth.crypto.Vault;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefreshTokenTest {

    @Test
    void aTokenIsReadAsItWasWritten() {
        RefreshToken token = RefreshToken.ofNewFamily();
        assertThat(RefreshToken.parse(token.text())).contains(token);
        assertThat(token.familyId().version()).isEqualTo(4);
    }

    @Test
    void theSuccessorIsOfTheSameFamilyAndAnotherSecret() {
        RefreshToken token = RefreshToken.ofNewFamily();
        RefreshToken next = token.successors(new Vault(key(1))).getFirst();
        assertThat(next.familyId()).isEqualTo(token.familyId());
        assertThat(next.hash()).isNotEqualTo(token.hash());
        assertThat(RefreshToken.parse(next.text())).contains(next);
    }

    @Test
    void successorsAreEqualEverywhereDuringAKeyRotation() {
        RefreshToken token = RefreshToken.ofNewFamily();
        List<RefreshToken> before = token.successors(new Vault(key(1), List.of(key(2))));
        List<RefreshToken> after = token.successors(new Vault(key(2), List.of(key(1))));
        assertThat(before).hasSize(2).doesNotHaveDuplicates().containsExactlyElementsOf(after.reversed());
    }

    @Test
    void withoutTheMasterKeyTheSuccessorCannotBeMade() {
        RefreshToken token = RefreshToken.ofNewFamily();
        assertThat(token.successors(new Vault(key(1))))
                .doesNotContainAnyElementsOf(token.successors(new Vault(key(2))));
    }

    private static MasterKey key(int seed) {
        byte[] bytes = new byte[MasterKey.LENGTH];
        new Random(seed).nextBytes(bytes);
        return MasterKey.parse(Base64.getEncoder().encodeToString(bytes));
    }

    @Test
    void nothingPrintsIt() {
        RefreshToken token = RefreshToken.ofNewFamily();
        assertThat(token.toString())
                .doesNotContain(token.secret())
                .doesNotContain(token.familyId().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "a.b",
                "7b1c2f7e-0a65-4b5c-9a52-2f3fdc3f0b11",
                "7b1c2f7e-0a65-4b5c-9a52-2f3fdc3f0b11.",
                "7b1c2f7e-0a65-4b5c-9a52-2f3fdc3f0b11.short",
                ".AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "1-1-1-1-1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void aForeignTextIsNoToken(String text) {
        assertThat(RefreshToken.parse(text)).isEmpty();
    }
}
