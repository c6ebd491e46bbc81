package io.livemarket.loadtest.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.loadtest.LoadTestRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/scaling.md} shows what {@code load-test/run model} prints, and its text names no other figure. With
 * {@code -Dscaling.write=true} the shown parts are written anew.
 */
class ScalingDocumentTest {

    private static final Path DOCUMENT = root().resolve("docs/scaling.md");
    private static final Pattern SHOWN =
            Pattern.compile("<!-- (load-test/run model [^>]*?) -->\\n(.*?)<!-- /shown -->", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.,-])\\d[\\d,]*(?:\\.\\d+)?");

    @Test
    void shownTablesAreAsTheProgramPrintsThem() throws IOException {
        String document = Files.readString(DOCUMENT);
        String now = SHOWN.matcher(document).replaceAll(found -> Matcher.quoteReplacement(shown(found)));
        if (Boolean.getBoolean("scaling.write")) {
            Files.writeString(DOCUMENT, now);
        }
        assertThat(SHOWN.matcher(document).results().count()).isGreaterThan(2);
        assertThat(Files.readString(DOCUMENT))
                .as("-Dscaling.write=true writes it anew")
                .isEqualTo(now);
    }

    @Test
    void theTextNamesOnlyFiguresThatTheProgramPrints() throws IOException {
        String document = Files.readString(DOCUMENT);
        Set<String> printed = numbers(SHOWN.matcher(document)
                .results()
                .map(found -> found.group(1) + "\n" + found.group(2))
                .collect(Collectors.joining("\n")));
        String text = SHOWN.matcher(document)
                .replaceAll("")
                .replaceAll("(?s)```.*?```", "")
                .replaceAll("`[^`]*`", "")
                .replaceAll("\\]\\([^)]*\\)", "]")
                .replaceAll("[Dd]ecisions? \\d+", "")
                .replaceAll("(?m)^\\d+\\. ", "");
        assertThat(printed).hasSizeGreaterThan(50);
        assertThat(numbers(text)).isSubsetOf(printed);
    }

    @Test
    void aFigureOfTheTextIsRecognised() {
        assertThat(numbers("about 7 GB/s, 1,230 of 20,000.5 (0.5 %) at x-1 and v2"))
                .containsExactly("0.5", "1,230", "20,000.5", "7");
    }

    private static Set<String> numbers(String text) {
        return NUMBER.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(each -> each.replaceAll(",$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String shown(MatchResult found) {
        String printed = LoadTestRunner.output(
                found.group(1).substring("load-test/run ".length()).split(" "));
        String fence = found.group(1).contains("--show-costs") ? "" : "```\n";
        return "<!-- " + found.group(1) + " -->\n" + fence + printed + fence + "<!-- /shown -->";
    }

    private static Path root() {
        String given = System.getProperty("livemarket.root");
        return given == null ? Path.of("").toAbsolutePath().getParent() : Path.of(given);
    }
}
