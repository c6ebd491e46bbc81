package io.livemarket.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Settings are documented by the code, and documents name no variable that nothing reads. */
class DocumentedSettingsTest {

    private static final Pattern VARIABLE = Pattern.compile("LIVEMARKET_[A-Z0-9_]*[A-Z0-9](?![A-Z0-9_*<…])");
    private static final Pattern ONE_SERVICES_JVM =
            Pattern.compile("LIVEMARKET_(?:GATEWAY|AUTH|CHAT|PRESENCE|NOTIFICATION|MODERATION|FILE)_JAVA_OPTS");
    private static final String CONFIGURATION = Project.text(GeneratedDocuments.CONFIGURATION);

    private final ConfigurationTable table = new ConfigurationTable();
    private final KnownProperties properties = new KnownProperties();

    @Test
    void everySettingHasAMeaning() {
        assertThat(table.settings())
                .isNotEmpty()
                .filteredOn(setting -> setting.meaning().isEmpty())
                .extracting(Setting::property)
                .isEmpty();
    }

    @Test
    void theTableHasEverySettingThatServicesBind() {
        assertThat(table.settings())
                .extracting(setting -> setting.property().replace(".*", ".any"))
                .allMatch(properties::knows)
                .hasSizeGreaterThan(80)
                .doesNotHaveDuplicates();
    }

    @Test
    void everyVariableOfTheLauncherAndOfComposeIsDocumented() {
        assertThat(variablesIn(Project.file("launcher/src/main"), Project.file("docker-compose.yml")))
                .allMatch(
                        variable -> properties.knowsVariable(variable) || CONFIGURATION.contains("`" + variable + "`"));
    }

    @Test
    void documentsNameNoVariableThatNothingReads() throws IOException {
        Set<String> read = variablesIn(
                Project.file("launcher/src/main"),
                Project.file("docker-compose.yml"),
                Project.file("livemarket"),
                Project.file("embedded-stack/src/main"),
                Project.file("clients/typescript/test"),
                Project.file("ledger-test/src"),
                Project.file("load-test/src"),
                Project.file("load-test/run"),
                Project.file("web-client/e2e"));
        try (Stream<Path> documents = Stream.concat(
                Stream.of("README.md", "README.es.md", "examples/README.md", "clients/typescript/README.md")
                        .map(Project::file),
                Files.walk(Project.file("docs")))) {
            documents
                    .filter(file -> file.toString().endsWith(".md"))
                    .forEach(file -> assertThat(variablesIn(file))
                            .as(Project.ROOT.relativize(file).toString())
                            .allMatch(variable -> properties.knowsVariable(variable)
                                    || read.contains(variable)
                                    || ONE_SERVICES_JVM.matcher(variable).matches()));
        }
    }

    @Test
    void aMeaningIsTheTextOfItsParameter() {
        String source = """
                /**
                 * A record.
                 *
                 * @param oneThing {@code a} or
                 *                 {@link B}
                 * @param other    the other
                 */
                @Validated
                @ConfigurationProperties("x.y")
                public record Some(int oneThing, int other) {}
                """;
        assertThat(Javadocs.parameters(source, "Some"))
                .isEqualTo(Map.of("oneThing", "`a` or `B`", "other", "the other"));
        assertThat(Javadocs.parameters(source, "Another")).isEmpty();
    }

    @Test
    void aDocumentWithoutItsMarksIsRefused() {
        assertThat(GeneratedDocuments.replaced("a\n<!-- m: begin -->\nold<!-- m: end -->\n", "m", "new\n"))
                .isEqualTo("a\n<!-- m: begin -->\nnew\n<!-- m: end -->\n");
        assertThatThrownBy(() -> GeneratedDocuments.replaced("a\n", "m", "new"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Set<String> variablesIn(Path... places) {
        return Stream.of(places)
                .flatMap(DocumentedSettingsTest::files)
                .map(DocumentedSettingsTest::text)
                .flatMap(text -> VARIABLE.matcher(text).results())
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Path> files(Path place) {
        try (Stream<Path> files = Files.walk(place)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        return Project.text(Project.ROOT.relativize(file).toString());
    }
}
