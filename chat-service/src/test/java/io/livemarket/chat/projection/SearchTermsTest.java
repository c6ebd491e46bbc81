package io.livemarket.chat.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which messages match, and which of them the marks leave out. */
class SearchTermsTest {

    private static final List<String> WORDS = List.of(
            "bici",
            "bicicleta",
            "Montaña",
            "año",
            "ano",
            "a",
            "26",
            "mesa",
            "mesas",
            "手机",
            "手机壳",
            "自行车",
            "🚲",
            "🚲🚲",
            "Ёлка",
            "ΟΔΟΣ",
            "مرحبا",
            "हिंदी",
            "ราคา",
            "ﬁn",
            "\uD83D",
            "x".repeat(300));

    @ParameterizedTest
    @CsvSource({
        "bici, Vendo BICICLETA azul, true",
        "bicicleta, Vendo bici azul, false",
        "azul bici, Bicicleta azul, true",
        "azu bici, Bicicleta azul, false",
        "montana, Bicicleta de montaña, true",
        "montaña, bicicleta de MONTANA, true",
        "bici roja, Bicicleta azul, false",
        "cleta, Bicicleta, false",
        "手机, 我想买手机壳, true",
        "机壳, 我想买手机壳, true",
        "机手, 我想买手机壳, false",
        "🚲, vendo🚲🚲, true",
        "'2,5', mide 2.5 m, true",
        "b, Bicicleta, true"
    })
    void allWordsMustOccurTheLastAsABeginning(String search, String content, boolean matches) {
        SearchTerms terms = SearchTerms.parse(search).orElseThrow();
        assertThat(terms.matches(content)).isEqualTo(matches);
        assertThat(mayMatch(terms, WordMarks.of(content)) || !matches).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "¿?", "\u0000", "a b c d e f g h i j k", "🏽"})
    void searchesWithoutOrWithTooManyWordsAreNone(String search) {
        assertThat(SearchTerms.parse(search)).isEmpty();
    }

    @Test
    void searchesAreLimitedInCharacters() {
        assertThat(SearchTerms.parse("🚲".repeat(SearchTerms.MAX_LENGTH))).isPresent();
        assertThat(SearchTerms.parse("a".repeat(SearchTerms.MAX_LENGTH))).isPresent();
        assertThat(SearchTerms.parse("a".repeat(SearchTerms.MAX_LENGTH + 1))).isEmpty();
        assertThat(SearchTerms.parse("a b c d e f g h i j")).isPresent();
        assertThat(SearchTerms.parse("\uFDFA".repeat(SearchTerms.MAX_LENGTH)))
                .as("800 words")
                .isEmpty();
    }

    @Test
    void marksNeverLeaveAMatchOut() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            String content = words(random, 8);
            byte[] marks = WordMarks.of(content);
            SearchTerms.parse(words(random, 3))
                    .filter(terms -> terms.matches(content))
                    .ifPresent(terms -> assertThat(mayMatch(terms, marks)).isTrue());
        }
    }

    private static String words(Random random, int most) {
        return IntStream.range(0, 1 + random.nextInt(most))
                .mapToObj(_ -> WORDS.get(random.nextInt(WORDS.size())))
                .collect(Collectors.joining(random.nextBoolean() ? " " : ", "));
    }

    @Test
    void marksLeaveNearlyAllOthersOut() {
        SearchTerms terms = SearchTerms.parse("bicicleta").orElseThrow();
        long left = IntStream.range(0, 10_000)
                .filter(i ->
                        mayMatch(terms, WordMarks.of("mensaje " + i + " sobre la mesa " + 7 * i + " de madera clara")))
                .count();
        assertThat(left).isLessThan(40);
    }

    @Test
    void theMarksOfAMessageAreBounded() {
        String varied = new Random(1)
                .ints(8_000, 'a', 'z' + 1)
                .mapToObj(c -> c % 4 == 0 ? " " + (char) c : "" + (char) c)
                .collect(Collectors.joining());
        assertThat(WordMarks.of(varied).length).isLessThanOrEqualTo(2 * WordMarks.MOST);
        String han = new Random(1)
                .ints(8_000, 0x4E00, 0x9FFF)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        byte[] none = WordMarks.of(han);
        assertThat(none).hasSize(1);
        assertThat(mayMatch(SearchTerms.parse("bici").orElseThrow(), none))
                .as("it is read")
                .isTrue();
        assertThat(WordMarks.of("¿?")).isEmpty();
    }

    private static boolean mayMatch(SearchTerms terms, byte[] marks) {
        return terms.mayMatch(marks, 0, marks.length);
    }
}
