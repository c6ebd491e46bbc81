package io.livemarket.ops;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The Dockerfile is without hadolint's findings, and keeps to what the pods and compose expect of the image. */
class DockerfileTest {

    @Test
    void hadolintFindsNothing() {
        assertThat(Tools.run("hadolint", "Dockerfile")).isEqualTo(new Tools.Result(0, ""));
    }

    @Test
    void theImageRunsAsTheUserThatThePodsHave() {
        long user = Rendered.of(Rendered.PRODUCTION).one("Deployment", "gateway-service")
                .at("/spec/template/spec/securityContext/runAsUser").asLong();
        assertThat(Project.text("Dockerfile")).contains("USER " + user + ":" + user);
    }
}
