package io.livemarket.kit.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class LivenessPropertiesTest {

    private static ApplicationContextRunner with(String setting) {
        return new ApplicationContextRunner()
                .withUserConfiguration(Bound.class)
                .withPropertyValues("livemarket.liveness." + setting);
    }

    @ParameterizedTest
    @ValueSource(strings = {"failures=2", "failures=101", "within=9s", "stall=9s", "stall=-2m", "stall=soon"})
    void settingsThatWouldRestartABusyInstanceAreRefused(String setting) {
        with(setting).run(context -> assertThat(context).hasFailed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"failures=3", "failures=100", "within=10s", "stall=10s"})
    void theOutermostValuesAreTaken(String setting) {
        with(setting).run(context -> assertThat(context).hasNotFailed());
    }

    @EnableConfigurationProperties(LivenessProperties.class)
    static class Bound {}
}
