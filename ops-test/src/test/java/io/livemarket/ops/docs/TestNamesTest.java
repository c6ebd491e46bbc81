package io.livemarket.ops.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.ops.Project;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A test is named for its guarantee, in ten words at most; the tests of deciders may have twelve. */
class TestNamesTest {

    private static final Pattern TEST = Pattern.compile(
            "@(?:Test|ParameterizedTest|RepeatedTest|TestFactory)\\b.*?\\bvoid (\\w+)\\s*\\(", Pattern.DOTALL);
    private static final Pattern BETWEEN_WORDS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_");

    private static final String TEN_WORDS = "oneTwoThreeFourFiveSixSevenEightNineTen";

    @Test
    void testsHaveNamesOfTenWordsAtMost() {
        assertThat(Repository.OF_THE_PROJECT
                        .java()
                        .filter(file -> file.contains("/src/test/java/"))
                        .flatMap(file -> tooLong(file, Project.text(file))))
                .as("names to shorten to the guarantee")
                .isEmpty();
    }

    @Test
    void onlyNamesOfTestsAreCounted() {
        String source = """
                @Test
                void %s() {}
                @ParameterizedTest
                @ValueSource(strings = {"a", "b"})
                void %sEleven(String text) {}
                private void %sHelper() {}
                """.formatted(TEN_WORDS, TEN_WORDS, TEN_WORDS);
        assertThat(tooLong("ATest.java", source)).containsExactly("ATest.java: " + TEN_WORDS + "Eleven");
        assertThat(tooLong("ADeciderTest.java", source)).isEmpty();
    }

    private static Stream<String> tooLong(String file, String source) {
        int most = file.endsWith("DeciderTest.java") ? 12 : 10;
        return TEST.matcher(source)
                .results()
                .map(found -> found.group(1))
                .filter(name -> BETWEEN_WORDS.split(name).length > most)
                .map(name -> file + ": " + name);
    }
}
