package io.livemarket.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * {@code README.md} and {@code README.es.md} have headings, commands, tables and links of one structure, in one order.
 */
class ReadmesTest {

    private static final Pattern HEADING = Pattern.compile("^(#+) .+$", Pattern.MULTILINE);
    private static final Pattern BLOCK = Pattern.compile("^```[a-z]*\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)]+)\\)");
    private static final Pattern FIRST_CELL = Pattern.compile("^\\| (`[^|]+`) \\|", Pattern.MULTILINE);
    private static final Pattern ROW = Pattern.compile("^\\|.*\\|$", Pattern.MULTILINE);
    private static final Pattern EACH_OTHER = Pattern.compile("README(\\.es)?\\.md");

    private final String english = Project.text("README.md");
    private final String spanish = Project.text("README.es.md");

    @Test
    void headingsAreOfTheSameLevelsInTheSameOrder() {
        hold(HEADING, heading -> heading);
        assertThat(found(HEADING, english)).hasSizeGreaterThan(3);
    }

    @Test
    void commandsAreTheSame() {
        hold(BLOCK, block -> block.replaceAll("(?m)\\s+#.*$", "").strip());
        hold(FIRST_CELL, command -> command);
        assertThat(found(BLOCK, english)).isNotEmpty();
    }

    @Test
    void namesInCodeAreTheSame() {
        assertThat(found(CODE, spanish)).containsExactlyInAnyOrderElementsOf(found(CODE, english));
    }

    @Test
    void linksLeadToTheSamePlaces() {
        hold(LINK, link -> EACH_OTHER.matcher(link).matches() ? "the other language" : link);
    }

    @Test
    void tablesHaveTheSameRowsAndCells() {
        assertThat(ROW.matcher(spanish).results().map(row -> cells(row.group())).toList())
                .isEqualTo(ROW.matcher(english)
                        .results()
                        .map(row -> cells(row.group()))
                        .toList())
                .isNotEmpty();
    }

    private static long cells(String row) {
        return row.chars().filter(each -> each == '|').count();
    }

    private void hold(Pattern pattern, UnaryOperator<String> told) {
        assertThat(found(pattern, spanish).stream().map(told))
                .containsExactlyElementsOf(
                        found(pattern, english).stream().map(told).toList());
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }
}
