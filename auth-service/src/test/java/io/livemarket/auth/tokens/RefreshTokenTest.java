package io.livemarket.auth.tokens;

import static org.assertj.core.api.Assertions.assertThat;

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
    void theNextTokenIsOfTheSameFamilyAndAnotherSecret() {
        RefreshToken token = RefreshToken.ofNewFamily();
        RefreshToken next = RefreshToken.next(token.familyId());
        assertThat(next.familyId()).isEqualTo(token.familyId());
        assertThat(next.hash()).isNotEqualTo(token.hash());
    }

    @Test
    void nothingPrintsIt() {
        RefreshToken token = RefreshToken.ofNewFamily();
        assertThat(token.toString()).doesNotContain(token.secret()).doesNotContain(token.familyId().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a.b", "7b1c2f7e-0a65-4b5c-9a52-2f3fdc3f0b11", "7b1c2f7e-0a65-4b5c-9a52-2f3fdc3f0b11.",
        "7b1c2f7e-0a65-4b5c-9a52-2f3fdc3f0b11.short", ".AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "1-1-1-1-1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void whatCannotBeOursIsNoToken(String text) {
        assertThat(RefreshToken.parse(text)).isEmpty();
    }
}
