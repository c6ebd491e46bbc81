package io.livemarket.chat.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.chat.projection.Words.Word;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words of texts in the languages of the world, without case and accents. */
class WordsTest {

    @ParameterizedTest
    @CsvSource({
        "CAMIÓN, camion",
        "Ñandú, nandu",
        "pingüino, pinguino",
        "İstanbul, istanbul",
        "ISPARTA, isparta",
        "ısparta, isparta",
        "ﬁn, fin",
        "Œuvre, oeuvre",
        "Æther, aether",
        "STRAẞE, strasse",
        "Łódź, lodz",
        "Ёлка, елка",
        "ΟΔΟΣ, οδοσ",
        "οδός, οδοσ",
        "ｉＰｈｏｎｅ, iphone",
        "שָׁלוֹם, שלום",
        "مُحَمَّد, محمد",
        "हिंदी, हिंदी",
        "한국어, 한국어"
    })
    void caseAndAccentsAreFolded(String text, String folded) {
        assertThat(Words.of(text)).containsExactly(new Word(folded, false));
    }

    @Test
    void combiningMarksEqualComposedLetters() {
        assertThat(texts("cafe\u0301 man\u0303ana")).containsExactly("cafe", "manana");
        assertThat(Words.of("か\u3099")).as("a voiced kana is another one").isEqualTo(Words.of("が"));
        assertThat(Words.of("が")).isNotEqualTo(Words.of("か"));
    }

    @Test
    void punctuationSeparatesWords() {
        assertThat(texts("¿Bici, 26\"? ¡Sí! l'eau wallapop.com a_b"))
                .containsExactly("bici", "26", "si", "l", "eau", "wallapop", "com", "a", "b");
        assertThat(texts(" \t\n¿?…\u200B")).isEmpty();
    }

    @Test
    void scriptsWithoutSpacesAreRuns() {
        assertThat(Words.of("我想买 iPhone15手机"))
                .containsExactly(new Word("我想买", true), new Word("iphone15", false), new Word("手机", true));
        assertThat(Words.of("ราคา")).containsExactly(new Word("ราคา", true));
        assertThat(Words.of("スーパー")).hasSize(1);
    }

    @Test
    void emojiAreRunsWithoutTheirSkinTones() {
        assertThat(Words.of("ok 🚲👍🏽")).containsExactly(new Word("ok", false), new Word("🚲👍", true));
        assertThat(Words.of("❤\uFE0F")).isEqualTo(Words.of("❤"));
    }

    @Test
    void wordsFromRightToLeftAreInTheirOrder() {
        assertThat(texts("مرحبا \u200Fبالعالم")).containsExactly("مرحبا", "بالعالم");
    }

    @Test
    void brokenTextsAreSplitToo() {
        assertThat(texts("a\u0000b")).containsExactly("a", "b");
        assertThat(texts("\uD83D abc \uDEB2")).contains("abc");
        assertThat(texts("a".repeat(8_000))).containsExactly("a".repeat(8_000));
    }

    @Test
    void theTableFoldsAsTheNormalizerDoes() {
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            String text = random.ints(random.nextInt(12), 0, 0x180)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            assertThat(Folding.fold(text)).isEqualTo(Folding.foldAny(text));
        }
    }

    private static List<String> texts(String text) {
        return Words.of(text).stream().map(Word::text).toList();
    }
}
