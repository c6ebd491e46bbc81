package io.livemarket.kit.logging;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Json;
import io.livemarket.kit.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

@ExtendWith(OutputCaptureExtension.class)
class StructuredLogsTest {

    @ImportAutoConfiguration({OpenTelemetrySdkAutoConfiguration.class, OpenTelemetryTracingAutoConfiguration.class})
    static class Traced {}

    private static ConfigurableApplicationContext started(String... arguments) {
        String[] all = Stream.concat(
                        Stream.of(arguments),
                        Stream.of(
                                "--livemarket.service=test-service",
                                "--livemarket.instance=test-7",
                                "--livemarket.tracing.probability=1",
                                "--management.tracing.sampling.probability=1"))
                .toArray(String[]::new);
        return new SpringApplicationBuilder(Traced.class)
                .web(WebApplicationType.NONE)
                .properties("spring.config.name=service-kit")
                .run(all);
    }

    private static Span logInATrace(ConfigurableApplicationContext context) {
        Span span = new Tracing(context.getBean(Tracer.class)).root("message:send");
        try (Scope _ = Tracing.enter(span)) {
            LoggerFactory.getLogger("test").info("in a trace");
        }
        LoggerFactory.getLogger("test").info("outside");
        return span;
    }

    private static String line(CapturedOutput output, String content) {
        return output.getOut()
                .lines()
                .filter(line -> line.contains(content))
                .findFirst()
                .orElseThrow();
    }

    @AfterEach
    void forgetTheFormat() {
        LoggingSystem.get(getClass().getClassLoader()).cleanUp();
    }

    @Test
    void aLineOfJsonNamesServiceInstanceAndTrace(CapturedOutput output) {
        try (ConfigurableApplicationContext context =
                started("--logging.structured.format.console=ecs", "--logging.config=classpath:logs-as-json.xml")) {
            Span span = logInATrace(context);

            JsonNode line = Json.read(line(output, "in a trace").getBytes(StandardCharsets.UTF_8), JsonNode.class);
            assertThat(line.path("trace.id").asString())
                    .isEqualTo(span.getSpanContext().getTraceId());
            assertThat(line.path("span.id").asString())
                    .isEqualTo(span.getSpanContext().getSpanId());
            assertThat(line.at("/service/name").asString()).isEqualTo("test-service");
            assertThat(line.at("/service/node/name").asString()).isEqualTo("test-7");
            assertThat(line.at("/log/level").asString()).isEqualTo("INFO");
            assertThat(line(output, "outside")).startsWith("{").doesNotContain("trace.id");
        }
    }

    @Test
    void withoutTheSettingALineIsTextWithoutATrace(CapturedOutput output) {
        try (ConfigurableApplicationContext context = started("--logging.config=classpath:logs-as-text.xml")) {
            Span span = logInATrace(context);
            assertThat(line(output, "in a trace"))
                    .doesNotStartWith("{")
                    .doesNotContain(span.getSpanContext().getTraceId());
        }
    }
}
