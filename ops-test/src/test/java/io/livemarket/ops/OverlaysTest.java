package io.livemarket.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** What the overlays render to is what a cluster takes: every object, every field. */
class OverlaysTest {

    private static final String KUBERNETES = "1.35";
    /** Kinds of Kubernetes itself; everything else needs a definition that {@code StrictSchemas} has. */
    private static final Set<String> CORE =
            Set.of("", "apps", "batch", "policy", "networking.k8s.io", "autoscaling", "rbac.authorization.k8s.io");
    /**
     * Not asked of us: tags of images are not written twice, so that no pull is needed where one was; pods are spread
     * by topology constraints; with KEDA the number of copies is not in the manifest.
     */
    private static final String NOT_SCORED =
            "container-image-pull-policy,statefulset-has-host-podantiaffinity,deployment-has-host-podantiaffinity,deployment-replicas";

    private static final StrictSchemas SCHEMAS = StrictSchemas.load();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {Rendered.DEV, Rendered.PRODUCTION, Rendered.EXAMPLES})
    void everyFieldIsInThePublishedSchemas(String overlay) throws IOException {
        Rendered rendered = Rendered.of(overlay);
        assertThat(rendered.objects()).isNotEmpty();
        List<String> wrong = new ArrayList<>();
        for (Manifest object : rendered.objects()) {
            if (CORE.contains(object.group())) {
                continue;
            }
            if (SCHEMAS.know(object)) {
                SCHEMAS.errors(object).forEach(error -> wrong.add(object + ": " + error));
            } else {
                wrong.add(object + ": no published schema is of " + object.at("/apiVersion"));
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(coreErrors(rendered.yaml())).isEmpty();
    }

    @Test
    void aMisspeltFieldIsFound() throws IOException {
        Manifest topic =
                Rendered.of(Rendered.PRODUCTION).all("KafkaTopic").findFirst().orElseThrow();
        Manifest misspelt = new Manifest(topic.json().deepCopy());
        ((ObjectNode) misspelt.at("/spec")).put("partitons", 3);
        assertThat(SCHEMAS.errors(topic)).isEmpty();
        assertThat(SCHEMAS.errors(misspelt)).isNotEmpty();
        assertThat(coreErrors(Rendered.of(Rendered.PRODUCTION).yaml().replace("readinessProbe:", "readynessProbe:")))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {Rendered.DEV, Rendered.PRODUCTION})
    void thePolicyOfKubeScoreIsKept(String overlay) throws IOException {
        Tools.Result result = Tools.run(
                "kube-score",
                "score",
                "--output-format",
                "ci",
                "--kubernetes-version",
                "v" + KUBERNETES,
                "--ignore-test",
                NOT_SCORED,
                write(Rendered.of(overlay).yaml()).toString());
        assertThat(result.output()).contains("[OK]");
        assertThat(result.output()
                        .lines()
                        .filter(line -> line.startsWith("[CRITICAL]") || line.startsWith("[WARNING]")))
                .isEmpty();
    }

    @Test
    void bothOverlaysHaveEveryService() {
        for (String overlay : List.of(Rendered.DEV, Rendered.PRODUCTION)) {
            assertThat(Rendered.of(overlay).services().map(Manifest::name).collect(Collectors.toSet()))
                    .containsExactlyInAnyOrderElementsOf(Catalogue.SERVICES);
        }
    }

    /** What kubernetes-validate finds wrong in objects of Kubernetes itself. */
    private List<String> coreErrors(String yaml) throws IOException {
        Tools.Result result = Tools.run(
                "kubernetes-validate", "--strict", "-k", KUBERNETES, write(yaml).toString());
        return result.output().lines().filter(line -> line.startsWith("ERROR")).toList();
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "rendered", ".yaml"), yaml);
    }
}
