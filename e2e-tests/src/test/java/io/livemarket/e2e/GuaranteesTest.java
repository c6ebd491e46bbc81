package io.livemarket.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/guarantees.md} names tests that exist, at least one for each guarantee. */
class GuaranteesTest {

    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern ROW = Pattern.compile("^\\| (\\d+) \\| (.+) \\| (.+) \\|$", Pattern.MULTILINE);
    private static final Pattern TEST = Pattern.compile("`(\\w+)(?:#(\\w+))?`");
    private static final int GUARANTEES = 15;

    @Test
    void everyGuaranteeNamesTestsThatExist() throws IOException {
        Map<String, List<String>> sources = testSources();
        List<MatchResult> rows = ROW.matcher(Files.readString(CHECKOUT.resolve("docs/guarantees.md")))
                .results()
                .toList();

        assertThat(rows)
                .extracting(row -> Integer.parseInt(row.group(1)))
                .isEqualTo(IntStream.rangeClosed(1, GUARANTEES).boxed().toList());
        for (MatchResult row : rows) {
            List<MatchResult> tests = TEST.matcher(row.group(3)).results().toList();
            assertThat(tests).as("tests of guarantee %s", row.group(1)).isNotEmpty();
            for (MatchResult test : tests) {
                assertThat(sources).as("test classes").containsKey(test.group(1));
                if (test.group(2) != null) {
                    assertThat(sources.get(test.group(1)))
                            .as(test.group())
                            .anyMatch(source -> source.contains("void " + test.group(2) + "("));
                }
            }
        }
    }

    /** Class name → the sources of all test classes of that name. */
    private static Map<String, List<String>> testSources() throws IOException {
        Map<String, List<String>> sources = new TreeMap<>();
        try (Stream<Path> modules = Files.list(CHECKOUT)) {
            for (Path tests : modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(tests)) {
                    for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                            .toList()) {
                        String name = file.getFileName().toString().replace(".java", "");
                        sources.computeIfAbsent(name, _ -> new ArrayList<>()).add(Files.readString(file));
                    }
                }
            }
        }
        return sources;
    }
}
