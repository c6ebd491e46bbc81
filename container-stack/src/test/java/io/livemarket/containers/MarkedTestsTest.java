package io.livemarket.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests that run on embedded parts where others run on containers bear the mark, and no other test does. */
class MarkedTestsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final PathMatcher TESTS = FileSystems.getDefault().getPathMatcher("glob:**/src/test/java/**IT.java");
    private static final Pattern ONLY_EMBEDDED =
            Pattern.compile("\\bEmbedded(?:Kafka|Mongo|S3)\\.|\\bEmbeddedStack\\.breakable\\(\\)|\\.onEmbeddedS3\\(");
    private static final String MARK = "\n@OnEmbeddedParts(\"";
    /** Their subject is the parts. */
    private static final Set<String> OF_THE_PARTS = Set.of("embedded-stack", "container-stack");

    @Test
    void testsOnEmbeddedPartsAloneAreMarked() throws IOException {
        Set<String> embedded = new TreeSet<>();
        Set<String> marked = new TreeSet<>();
        for (Path test : tests()) {
            String source = Files.readString(test);
            String name = ROOT.relativize(test).toString();
            if (ONLY_EMBEDDED.matcher(source).find()) {
                embedded.add(name);
            }
            if (source.contains(MARK)) {
                marked.add(name);
            }
        }
        assertThat(marked).isEqualTo(embedded).hasSizeGreaterThan(5);
    }

    private static List<Path> tests() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.filter(module -> Files.isRegularFile(module.resolve("pom.xml")))
                    .filter(module ->
                            !OF_THE_PARTS.contains(module.getFileName().toString()))
                    .map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .flatMap(MarkedTestsTest::under)
                    .filter(TESTS::matches)
                    .collect(Collectors.toList());
        }
    }

    private static Stream<Path> under(Path folder) {
        try {
            return Files.walk(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
