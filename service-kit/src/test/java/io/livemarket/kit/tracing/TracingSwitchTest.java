package io.livemarket.kit.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.mock.env.MockEnvironment;

class TracingSwitchTest {

    private static final String[] CONFIGURATIONS = {
        MicrometerTracingAutoConfiguration.class.getName(),
        null,
        OpenTelemetryTracingAutoConfiguration.class.getName(),
        "org.springframework.boot.micrometer.observation.autoconfigure.Any",
        OpenTelemetrySdkAutoConfiguration.class.getName()
    };

    private static boolean[] kept(String probability) {
        TracingSwitch filter = new TracingSwitch();
        MockEnvironment environment = new MockEnvironment();
        if (probability != null) {
            environment.setProperty("livemarket.tracing.probability", probability);
        }
        filter.setEnvironment(environment);
        return filter.match(CONFIGURATIONS, null);
    }

    @Test
    void aServiceWithoutAProbabilityHasNoTracer() {
        assertThat(kept(null)).containsExactly(false, true, false, true, false);
        assertThat(kept("0")).containsExactly(false, true, false, true, false);
        assertThat(kept("0.0")).containsExactly(false, true, false, true, false);
    }

    @Test
    void anyProbabilityAboveNoneKeepsIt() {
        assertThat(kept("0.001")).containsOnly(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.1", "1.5", "NaN"})
    void aShareThatIsNoneIsRefusedAtTheStart(String probability) {
        new ApplicationContextRunner()
                .withUserConfiguration(Bound.class)
                .withPropertyValues("livemarket.tracing.probability=" + probability)
                .run(context -> assertThat(context).hasFailed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.01", "1"})
    void aShareIsFromNoneToAll(String probability) {
        new ApplicationContextRunner()
                .withUserConfiguration(Bound.class)
                .withPropertyValues("livemarket.tracing.probability=" + probability)
                .run(context -> assertThat(context).hasNotFailed());
    }

    @EnableConfigurationProperties(TracingProperties.class)
    static class Bound {}
}
