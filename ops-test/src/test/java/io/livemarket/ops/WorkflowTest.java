package io.livemarket.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The workflow that runs integration tests on containers is one that GitHub takes, and runs them for every service. */
class WorkflowTest {

    private static final String FILE = ".github/workflows/containers.yml";

    private final JsonNode job = Manifest.parse(Project.text(FILE)).getFirst().at("/jobs/integration-tests");

    @Test
    void actionlintFindsNothing() {
        assertThat(Tools.run("actionlint", "-no-color", "-shellcheck=", "-pyflakes=", FILE))
                .isEqualTo(new Tools.Result(0, ""));
    }

    /**
     * ops-test has to be built for its images first, and looks at much besides; the integration tests of service-kit
     * run in kit-tests.
     */
    @Test
    void everyModuleWhoseTestsMayRunOnContainersIsTested() throws IOException {
        Set<String> modules;
        try (Stream<Path> folders = Files.list(Project.ROOT)) {
            modules = folders.filter(folder -> Files.isRegularFile(folder.resolve("pom.xml")))
                    .map(folder -> folder.getFileName().toString())
                    .filter(module -> !List.of("container-stack", "ops-test", "service-kit")
                            .contains(module))
                    .filter(module ->
                            Project.text(module + "/pom.xml").contains("<artifactId>container-stack</artifactId>"))
                    .collect(Collectors.toSet());
        }
        assertThat(modules).hasSize(Catalogue.SERVICES.size() + 1);
        assertThat(job.at("/env/MODULES").asString().split(",")).containsExactlyInAnyOrderElementsOf(modules);
        assertThat(job.at("/env/LIVEMARKET_TEST_PARTS").asString()).isEqualTo("containers");
    }
}
