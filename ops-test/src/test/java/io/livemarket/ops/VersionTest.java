package io.livemarket.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every place that names the project's version names that of the root's {@code pom.xml}; {@code .ci/set-version} sets
 * them.
 */
class VersionTest {

    private static final Pattern OF_THE_PROJECT =
            Pattern.compile("<artifactId>livemarket-chat</artifactId>\\s*<version>([^<]+)</version>");
    private static final String BASE = "(\\d+\\.\\d+\\.\\d+)";

    @Test
    void everyModuleHasTheVersionOfTheRoot() throws IOException {
        List<Path> poms;
        try (Stream<Path> modules = Files.list(Project.ROOT)) {
            poms = modules.map(module -> module.resolve("pom.xml"))
                    .filter(Files::exists)
                    .toList();
        }
        assertThat(poms)
                .hasSizeGreaterThan(20)
                .allSatisfy(pom -> assertThat(found(pom, OF_THE_PROJECT))
                        .as(pom.toString())
                        .containsExactly(version()));
    }

    @Test
    void imagesPackagesAndDocumentsHaveItWithoutSnapshot() throws IOException {
        String base = version().replace("-SNAPSHOT", "");
        assertThat(base).matches(BASE);
        holds("pom.xml", "<image\\.tag>" + BASE, base);
        holds("docker-compose.yml", "image: livemarket/[a-z-]+:" + BASE, base);
        holds("k8s/base/kustomization.yaml", "newTag: " + BASE, base);
        holds("k8s/examples/backup.yaml", "livemarket/[a-z-]+:" + BASE, base);
        holds("k8s/examples/backup-volume.yaml", "livemarket/[a-z-]+:" + BASE, base);
        holds("docs/operations.md", "livemarket/[a-z$-]+:" + BASE, base);
        holds("clients/typescript/package.json", "\n  \"version\": \"" + BASE, base);
        holds("clients/typescript/README.md", "livemarket-chat-client-" + BASE, base);
        holds("web-client/package.json", "\n  \"version\": \"" + BASE, base);
        holds("docs/api/openapi.json", "\n    \"version\": \"" + BASE, base);
        holds("CHANGELOG.md", "\n## (?:Unreleased \\()?" + BASE, base);
    }

    @Test
    void readmesNameIt() throws IOException {
        for (String readme : List.of("README.md", "README.es.md")) {
            assertThat(Files.readString(Project.ROOT.resolve(readme))).contains(version());
            holds(readme, "(" + BASE.substring(1, BASE.length() - 1) + "-SNAPSHOT)", version());
        }
    }

    private static String version() throws IOException {
        return found(Project.ROOT.resolve("pom.xml"), OF_THE_PROJECT).getFirst();
    }

    private static void holds(String file, String pattern, String version) throws IOException {
        assertThat(found(Project.ROOT.resolve(file), Pattern.compile(pattern)))
                .as(file)
                .isNotEmpty()
                .first()
                .isEqualTo(version);
        assertThat(found(Project.ROOT.resolve(file), Pattern.compile(pattern)))
                .as(file)
                .filteredOn(one -> !file.equals("CHANGELOG.md") || one.equals(version))
                .containsOnly(version);
    }

    private static List<String> found(Path file, Pattern pattern) {
        try {
            Matcher matcher = pattern.matcher(Files.readString(file));
            return matcher.results().map(result -> result.group(1)).toList();
        } catch (IOException e) {
            throw new AssertionError(file + " cannot be read", e);
        }
    }
}
