package io.livemarket.auth.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpaqueStringTest {

    /** RFC 8265 table 3. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct horse battery staple",
                "Correct Horse Battery Staple",
                "\u03c0\u00df\u00e5",
                "Jack of \u2666s"
            })
    void theExamplesOfTheStandardStayAsTheyAre(String password) {
        assertThat(OpaqueString.of(password)).contains(password);
    }

    /** RFC 8265 table 3, example 15: OGHAM SPACE MARK. */
    @Test
    void everyBlankIsAnAsciiBlank() {
        assertThat(OpaqueString.of("foo\u1680bar")).contains("foo bar");
        assertThat(OpaqueString.of("foo\u00a0bar\u3000")).contains("foo bar ");
    }

    /** RFC 8265 table 4, and other characters that cannot be seen or typed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "my cat is a \tby",
                "nul\0",
                "zero\u200bwidth",
                "soft\u00adhyphen",
                "left\u202eright",
                "\ufefffirst",
                "variant\ufe0f",
                "filler\u3164",
                "private\ue000",
                "unassigned\u0378",
                "line\u2028",
                "old\u1113\u1161",
                "tag\udb40\udc41",
                "half\ud83d"
            })
    void textThatTheStandardRefusesIsNoPassword(String password) {
        assertThat(OpaqueString.of(password)).isEmpty();
    }

    @Test
    void composedAndDecomposedLettersAreEqual() {
        assertThat(OpaqueString.of("contrasen\u0303a segura")).isEqualTo(OpaqueString.of("contrase\u00f1a segura"));
        assertThat(OpaqueString.of("\u1112\u1161\u11ab")).as("Hangul").contains("\ud55c");
        assertThat(OpaqueString.of("\ufb01")).as("no compatibility mapping").contains("\ufb01");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
                "\u0915\u094d\u200d\u0937",
                "\ud83d\udc69\u200d\ud83d\udcbb",
                "paral\u00b7lel"
            })
    void joinersThatScriptsNeedStay(String password) {
        assertThat(OpaqueString.of(password)).contains(password);
    }
}
