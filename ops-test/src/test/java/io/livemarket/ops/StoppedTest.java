package io.livemarket.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An overlay with {@code components/stopped} makes everything that a restore needs, and starts no service. */
class StoppedTest {

    @TempDir
    Path folder;

    @Test
    void noServiceRunsAndNothingScalesIt() throws IOException {
        Path overlay = folder.toRealPath();
        Files.writeString(overlay.resolve("kustomization.yaml"), """
                resources: [%s]
                components: [%s]
                """.formatted(
                overlay.relativize(Project.file(Rendered.PRODUCTION).toRealPath()),
                overlay.relativize(Project.file("k8s/components/stopped").toRealPath())));
        Rendered stopped = Rendered.of(overlay.toString());
        assertThat(stopped.services().map(Manifest::name).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(Catalogue.SERVICES);
        assertThat(stopped.services()
                        .map(workload -> workload.at("/spec/replicas").asInt(-1)))
                .containsOnly(0);
        assertThat(stopped.all("ScaledObject"))
                .hasSize(7)
                .allMatch(scaled -> scaled.at("/metadata/annotations")
                        .path("autoscaling.keda.sh/paused")
                        .asString("")
                        .equals("true"));
        assertThat(stopped.all("Kafka")).hasSize(1);
    }
}
