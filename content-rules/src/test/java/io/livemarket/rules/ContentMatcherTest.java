package io.livemarket.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentMatcherTest {

    private static final ContentMatcher SHIPPED = ContentMatcher.of(ShippedRules.all());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "idiota",
                "IDIOTA",
                "ídíötä",
                "1d10t4",
                "idi0ta!",
                "i d i o t a",
                "i.d.i.o.t.a",
                "i-d-i-o-t-a",
                "id\u200biota",
                "i\u00addiota",
                "idiooooota",
                "¡idiota!",
                "eres un idiota.",
                "\uff49\uff44\uff49\uff4f\uff54\uff41",
                "\uD835\uDC22diota",
                "\u0456diota",
                "idiota1",
                "_idiota_",
                "idi\u0301ota",
                "eres i d i o t a"
            })
    void aWordIsFoundInAllDisguises(String text) {
        assertThat(SHIPPED.check(text).hits()).extracting(Verdict.Hit::category).containsOnly("insult");
    }

    @ParameterizedTest
    @MethodSource("innocentWords")
    void aWordIsNotFoundInsideAnInnocentOne(String word) {
        assertThat(SHIPPED.check("vendo " + word + " barato").hits()).isEmpty();
        assertThat(SHIPPED.check(word).hits()).isEmpty();
    }

    static Stream<String> innocentWords() throws IOException {
        try (InputStream words = ContentMatcherTest.class.getResourceAsStream("/innocent-words.txt")) {
            return new String(words.readAllBytes(), StandardCharsets.UTF_8)
                    .lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList().stream();
        }
    }

    @Test
    void maskingHidesTheWordAndNothingElse() {
        assertThat(SHIPPED.check("Eres un IDIÓTA, y ya está").content()).isEqualTo("Eres un ******, y ya está");
        assertThat(SHIPPED.check("so f u c k i n g slow").content()).isEqualTo("so * * * * * * * slow");
        assertThat(SHIPPED.check("motherfuckers!").content()).isEqualTo("*************!");
        assertThat(SHIPPED.check("nothing to see").content()).isEqualTo("nothing to see");
    }

    @Test
    void theStrongestActionWinsAndEachRuleCountsOnce() {
        Verdict verdict = SHIPPED.check("idiota, idiota, te voy a matar");
        assertThat(verdict.action()).isEqualTo(Action.REJECT);
        assertThat(verdict.hits()).hasSize(2);
        assertThat(verdict.refusedFor()).isEqualTo("threat");
    }

    @Test
    void wordsOfAPhraseMustFollowOneAnother() {
        ContentMatcher matcher = ContentMatcher.of(List.of(
                new ContentRule("1", "scam", 3, Action.FLAG, "send * money"),
                new ContentRule("2", "x", 1, Action.FLAG, "pag* fuera")));
        assertThat(matcher.check("send me the money").hits()).hasSize(1);
        assertThat(matcher.check("send me all of your precious money").hits()).isEmpty();
        assertThat(matcher.check("money, send it").hits()).isEmpty();
        assertThat(matcher.check("págame FUERA").hits()).hasSize(1);
        assertThat(matcher.check("paga mañana fuera").hits()).hasSize(1);
    }

    @Test
    void rulesFoundNowhereOrEverywhereAreRefused() {
        for (String text : new String[] {"", " ", "*", "a", "!!", "x".repeat(101)}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new ContentRule("1", "x", 1, Action.FLAG, text));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new ContentRule("1", "x", 6, Action.FLAG, "word"));
    }

    @Test
    void strangeTextsDoNoHarm() {
        for (String text : new String[] {
            "",
            "\uD83D",
            "\uDE00",
            "\u0000",
            "😀".repeat(4_000),
            "a ".repeat(4_000),
            "i".repeat(8_000),
            "\u200b".repeat(8_000),
            "🤷‍♀️ ok"
        }) {
            assertThat(SHIPPED.check(text).hits()).isEmpty();
        }
        assertThat(SHIPPED.check(null).isClean()).isTrue();
    }

    @Test
    void everyShippedRuleIsFoundByItsOwnText() {
        for (ContentRule rule : ShippedRules.all()) {
            assertThat(SHIPPED.check("x " + rule.text().replace(" * ", " tu ").replace("*", "") + " x")
                            .hits())
                    .as(rule.text())
                    .extracting(Verdict.Hit::ruleId)
                    .contains(rule.id());
        }
    }
}
