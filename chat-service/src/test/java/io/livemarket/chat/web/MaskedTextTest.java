package io.livemarket.chat.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskedTextTest {

    @ParameterizedTest
    @CsvSource({
        "Bici,Bici",
        "un ******,un idiota",
        "****** y ****,idiota y tonto",
        "Ana ***,Ana 612345678",
        "*** de Ana,https://ana.example/tienda de Ana",
        "***,612345678",
        "5*****,5*****",
        "a***b***c,a1b2b3c",
        "***a,bab-a"
    })
    void aTextEqualsItsMaskedForm(String stored, String text) {
        assertThat(MaskedText.isOf(stored, text)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "Bici,Moto",
        "Bici,Bicis",
        "Bicis,Bici",
        "un ******,una idiota",
        "Ana ***,Eva 612345678",
        "*** de Ana,612345678 de Eva",
        "a***b***c,a1c2b",
        "Bici,''"
    })
    void anotherTextIsNot(String stored, String text) {
        assertThat(MaskedText.isOf(stored, text)).isFalse();
    }

    @Test
    void nothingIsStoredLikeAChatWithoutAName() {
        assertThat(MaskedText.isOf(null, "Bici")).isFalse();
        assertThat(MaskedText.isOf(null, "")).isFalse();
    }

    /** A name may consist of masks. */
    @Test
    void masksInTheTextItselfCostLittle() {
        assertThat(MaskedText.isOf("*a".repeat(5_000) + "b", "*a".repeat(5_000) + "c"))
                .isFalse();
    }
}
