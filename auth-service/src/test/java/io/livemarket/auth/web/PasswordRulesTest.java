package io.livemarket.auth.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "short",
                "123456789",
                "password123",
                "PassWord123",
                "qwertyuiop",
                "1234567890",
                "abcdefghijkl",
                "9876543210",
                "aaaaaaaaaaaa",
                "abcabcabcabc",
                "contraseña123",
                "iloveyou123",
                "xx-Mallory-xx",
                "\uD83D\uDE00\uD83D\uDE00"
            })
    void shortCommonAndNameHoldingPasswordsAreWeak(String password) {
        assertThat(PasswordRules.weakness(password, "mallory")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tan-grue\u200b-77-vela", "tan-grue\t-77-vela"})
    void aPasswordHasNothingThatCannotBeSeen(String password) {
        assertThat(PasswordRules.weakness(password, "mallory")).contains("RFC 8265");
    }

    @Test
    void twoSpellingsOfAPasswordAreAsLong() {
        assertThat(PasswordRules.weakness("n\u0303u\u0301n\u0303u\u0301n\u0303", "mallory"))
                .contains("10 to 128");
    }

    @Test
    void halfASurrogatePairIsNoText() {
        assertThat(PasswordRules.weakness("tan-grue-77-vela" + '\ud83d', "mallory"))
                .contains("text");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tan-grue-77-vela",
                "una frase cualquiera y larga",
                "Zx9#kk2!pLq0",
                "\u00f1and\u00fa\u00f1and\u00fa verde 4"
            })
    void aPasswordThatIsNoneOfThoseIsGood(String password) {
        assertThat(PasswordRules.weakness(password, "mallory")).isNull();
    }

    @Test
    void aPasswordHasAtMost128Characters() {
        String start = "tan-grue-77-vela-";
        assertThat(PasswordRules.weakness(start + "yz0".repeat(37), "mallory")).isNull();
        assertThat(PasswordRules.weakness(start + "yz0".repeat(37) + "x", "mallory"))
                .isNotNull();
    }

    @Test
    void theListHoldsOnlyWhatTheLengthWouldAllow() throws IOException {
        try (InputStream file = PasswordRules.class.getResourceAsStream("/common-passwords.txt")) {
            List<String> listed = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
            assertThat(listed)
                    .hasSizeGreaterThan(200)
                    .doesNotHaveDuplicates()
                    .allMatch(line -> line.length() >= 10 && line.equals(line.toLowerCase(java.util.Locale.ROOT)));
        }
    }
}
