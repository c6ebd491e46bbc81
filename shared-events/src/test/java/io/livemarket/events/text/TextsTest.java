package io.livemarket.events.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \n\t",
                "\u200B",
                "\u2060",
                "\uFEFF",
                "\u00AD",
                "\u202E",
                "\uFE0F",
                "\u200E\u200F",
                "\u00A0",
                "\u3164",
                "\u2800",
                "\u115F\u1160",
                "\uFFA0",
                "\u034F",
                "\u180E\u180B",
                "\u2065",
                "\u3000",
                "\u200D \u200C",
                "\u0000",
                "\u0085",
                "\uDB40\uDC41\uDB40\uDC7F",
                "\uDB40\uDD00",
                "\u2066\u2069\u061C"
            })
    void invisibleCharactersAreNotVisible(String text) {
        assertThat(Texts.isVisible(text)).isFalse();
        assertThat(Texts.isVisible(" " + text + "\u200B")).isFalse();
        assertThat(Texts.isVisible(text + "a")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".",
                "0",
                "\uD83D\uDC69\u200D\uD83D\uDCBB",
                "\u2764\uFE0F",
                "\u0645\u0631\u062D\u0628\u0627",
                "\u05E9\u05DC\u05D5\u05DD",
                "e\u0301",
                "\u0301",
                "\u06DD",
                "\u0600",
                "\uE000",
                "\uD83C\uDFF4\uDB40\uDC67\uDB40\uDC62\uDB40\uDC7F",
                "\u200Fa",
                "\u25CC"
            })
    void writtenTextIsVisible(String text) {
        assertThat(Texts.isVisible(text)).isTrue();
    }

    @Test
    void noTextIsNotVisible() {
        assertThat(Texts.isVisible(null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\u0001", "\uD83D\uDC69", "\uFFFD", "x\uD83D\uDC69\uD83D\uDC69", "\uFEFF", "\r\n"})
    void unicodeIsSound(String text) {
        assertThat(Texts.isSound(text)).isTrue();
    }

    /** Not as values of an annotation: a class file cannot hold them. */
    @Test
    void halfSurrogatesAndZeroAreNotSound() {
        for (String text : new String[] {
            "\0", "a\0", "\uD83D", "\uDC69", "\uDC69\uD83D", "a\uD83Db", "\uD83D\uD83D\uDC69", "\uD83D\uDC69\uDC69"
        }) {
            assertThat(Texts.isSound(text)).isFalse();
        }
    }

    @Test
    void overridesEmbeddingsAndIsolatesTurnTheDirection() {
        for (char c : "\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069".toCharArray()) {
            assertThat(Texts.turnsDirection("Bici" + c)).isTrue();
        }
        assertThat(Texts.turnsDirection("\u200E\u200F\u061C\u05E9\u05DC\u05D5\u05DD \uD83D\uDC69\u200D\uD83D\uDCBB"))
                .isFalse();
    }
}
