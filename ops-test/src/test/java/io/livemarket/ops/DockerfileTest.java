package io.livemarket.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The Dockerfile is without hadolint's findings, and images are what the pods and compose expect. */
class DockerfileTest {

    @Test
    void hadolintFindsNothing() {
        assertThat(Tools.run("hadolint", "Dockerfile")).isEqualTo(new Tools.Result(0, ""));
    }

    @Test
    void theImageRunsAsTheUserThatThePodsHave() {
        long user = Rendered.of(Rendered.PRODUCTION)
                .one("Deployment", "gateway-service")
                .at("/spec/template/spec/securityContext/runAsUser")
                .asLong();
        assertThat(Project.text("Dockerfile")).contains("USER " + user + ":" + user);
    }

    @Test
    void bothBuildsNameTheImageAsDeploymentsDo() {
        String tag = Project.text("pom.xml").replaceAll("(?s).*<image.tag>(.*?)</image.tag>.*", "$1");
        assertThat(Project.text("pom.xml")).contains("<image>livemarket/${project.artifactId}:${image.tag}</image>");
        Map<?, ?> compose = new Yaml()
                .<Map<String, Map<?, ?>>>load(Project.text("docker-compose.yml"))
                .get("services");
        for (String service : Catalogue.SERVICES) {
            String image = "livemarket/" + service + ":" + tag;
            assertThat(((Map<?, ?>) compose.get(service)).get("image")).isEqualTo(image);
            for (String overlay : List.of(Rendered.DEV, Rendered.PRODUCTION)) {
                assertThat(Rendered.of(overlay)
                                .services()
                                .filter(each -> each.name().equals(service))
                                .map(each -> each.container().path("image").asString()))
                        .as(overlay)
                        .containsExactly(image);
            }
        }
    }
}
