package io.livemarket.rules.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlainTextTest {

    /** Letters beside each other, since a table of single ones stands for the normalizer. */
    @Test
    void accentedLettersAreNormalized() {
        List<String> letters = IntStream.range('a', 0x180)
                .filter(Character::isLetter)
                .mapToObj(Character::toString)
                .toList();
        assertThat(letters).contains("ñ", "É", "ª", "ĳ", "ß");
        for (String one : letters) {
            for (String other : List.of("a", "ñ", one)) {
                String text = one + other + "x";
                assertThat(PlainText.of(text))
                        .as(text)
                        .isEqualTo(Normalizer.normalize(text.replace('º', '°'), Normalizer.Form.NFKD)
                                .replaceAll("[\\p{Mn}\\p{Me}\\p{Cf}]+", "")
                                .toLowerCase(Locale.ROOT));
            }
        }
    }

    @Test
    void invisibleCharactersAreRemovedAndWideLettersFolded() {
        assertThat(PlainText.of("b\u00ADi\u200Bz\uFF55m")).isEqualTo("bizum");
    }
}
