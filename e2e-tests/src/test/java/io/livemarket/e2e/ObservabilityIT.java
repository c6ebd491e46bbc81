package io.livemarket.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.e2e.TraceReceiver.Received;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A conversation with every trace sampled, and what operators see of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ObservabilityIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private TraceReceiver receiver;
    private RunningSystem system;
    private TracedConversation conversation;

    @BeforeAll
    void talk(@TempDir Path data) throws Exception {
        receiver = new TraceReceiver();
        system = RunningSystem.start(
                data,
                new LauncherProcess.Additions(
                        "",
                        Map.of(
                                "LIVEMARKET_TRACING_PROBABILITY", "1",
                                "MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT", receiver.endpoint(),
                                "MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_SCHEDULEDELAY", "100ms")));
        conversation = new TracedConversation(system.url());
        conversation.hold();
    }

    @AfterAll
    void stop() throws IOException {
        try {
            if (conversation != null) {
                conversation.close();
            }
            if (system != null) {
                system.close();
            }
        } finally {
            if (receiver != null) {
                receiver.close();
            }
        }
    }

    /** The traces that end at sockets, each by its spans, the first of which is called so. */
    private List<List<Received>> delivered(String root) {
        Map<String, List<Received>> traces = receiver.spans().stream().collect(Collectors.groupingBy(Received::trace));
        return traces.values().stream()
                .filter(spans -> spans.stream().anyMatch(span -> span.name().equals("deliver")))
                .filter(spans -> spans.stream()
                        .anyMatch(span -> span.parent().isEmpty() && span.name().startsWith(root)))
                .toList();
    }

    /**
     * Waits until a trace of a message that was sent meets these assertions: the spans of different services come at
     * different times.
     */
    private void awaitTrace(String root, Consumer<List<Received>> whole) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(delivered(root).stream().filter(ObservabilityIT::isOfAMessage))
                        .as(receiver.spans().stream()
                                .map(span -> span.trace() + " " + span.service() + " " + span.name())
                                .collect(Collectors.joining("\n")))
                        .anySatisfy(whole));
    }

    private static boolean isOfAMessage(List<Received> trace) {
        return trace.stream()
                .anyMatch(span -> span.name().equals("decide") && span.text().contains("chat.send-message.v1"));
    }

    /** From the last span up to the first of its trace. */
    private static List<Received> path(List<Received> trace, Received last) {
        return Stream.iterate(
                        last,
                        span -> span != null,
                        span -> trace.stream()
                                .filter(each -> each.id().equals(span.parent()))
                                .findFirst()
                                .orElse(null))
                .toList();
    }

    private static Received delivery(List<Received> trace) {
        return trace.stream()
                .filter(span -> span.name().equals("deliver"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aMessageIsOneTraceFromSocketToSocket() {
        awaitTrace("message:send", trace -> {
            List<Received> path = path(trace, delivery(trace));
            assertThat(path).extracting(Received::name).containsExactly("deliver", "decide", "message:send");
            assertThat(path)
                    .extracting(Received::service)
                    .containsExactly("gateway-service", "chat-service", "gateway-service");
            assertThat(path.getFirst().users()).as("sender and receiver").isEqualTo(2);
            assertThat(trace.stream().filter(span -> span.parent().isEmpty())).hasSize(1);
        });
    }

    @Test
    void aRequestAndItsConsequencesAreOneTrace() {
        awaitTrace("http post", trace -> {
            List<Received> path = path(trace, delivery(trace));
            assertThat(path).extracting(Received::name).startsWith("deliver", "decide");
            assertThat(path.stream().skip(2).map(span -> span.service() + " " + span.kind()))
                    .containsExactly(
                            "chat-service " + SpanKind.SPAN_KIND_SERVER,
                            "gateway-service " + SpanKind.SPAN_KIND_CLIENT,
                            "gateway-service " + SpanKind.SPAN_KIND_SERVER);
            assertThat(path.getLast().parent()).isEmpty();
        });
    }

    /** All that the run has written so far, by file. */
    private Map<String, String> logs() throws IOException {
        Map<String, String> logs =
                new HashMap<>(Map.of("the terminal", system.up().output()));
        try (Stream<Path> files = Files.walk(system.data().resolve("logs"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                logs.put(
                        file.getFileName().toString(),
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return logs;
    }

    @Test
    void logsAndSpansHoldNoContentNorSecrets() throws IOException {
        awaitTrace("message:send", trace -> assertThat(trace).isNotEmpty());
        Map<String, String> logs = logs();
        String spans = receiver.spans().stream().map(Received::text).collect(Collectors.joining("\n"));

        assertThat(conversation.secrets()).hasSizeGreaterThan(15).doesNotContain("");
        assertThat(logs)
                .containsKeys("auth.log", "chat.log", "gateway.log")
                .allSatisfy((file, text) ->
                        assertThat(conversation.secrets()).as("in " + file).noneMatch(text::contains));
        assertThat(logs.get("gateway.log")).contains("Started application");
        assertThat(spans).contains("chat.send-message.v1");
        assertThat(conversation.secrets()).as("in the spans").noneMatch(spans::contains);
    }
}
