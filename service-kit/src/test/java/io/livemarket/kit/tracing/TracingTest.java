package io.livemarket.kit.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.kit.testing.RecordedSpans;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TracingTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    private final RecordedSpans spans = new RecordedSpans(1);
    private final RecordedSpans none = new RecordedSpans(0);

    private static Headers with(String traceparent) {
        return new RecordHeaders().add("traceparent", traceparent.getBytes(StandardCharsets.US_ASCII));
    }

    private static Headers causedBy(Span span) {
        Headers headers = new RecordHeaders();
        try (Scope _ = Tracing.enter(span)) {
            Tracing.stamp(headers);
        }
        return headers;
    }

    @Test
    void aReaderContinuesTheTraceOfTheWriter() {
        Span root = spans.tracing().root("message:send");
        Headers headers = causedBy(root);

        Span next = none.tracing().continued("decide", headers);
        next.end();

        assertThat(Envelope.text(headers, "traceparent"))
                .startsWith("00-" + root.getSpanContext().getTraceId() + "-"
                        + root.getSpanContext().getSpanId() + "-")
                .hasSize(55);
        SpanData ended = none.ended().getFirst();
        assertThat(ended.getTraceId()).isEqualTo(root.getSpanContext().getTraceId());
        assertThat(ended.getParentSpanId()).isEqualTo(root.getSpanContext().getSpanId());
    }

    @Test
    void aHeaderIsReadAsTheStandardWritesIt() {
        Span span = spans.tracing().continued("decide", with("00-" + TRACE + "-" + SPAN + "-01"));
        assertThat(span.getSpanContext().getTraceId()).isEqualTo(TRACE);
        assertThat(span.isRecording()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "garbage",
                "00-" + TRACE + "-" + SPAN + "-00",
                "ff-" + TRACE + "-" + SPAN + "-01",
                "00-00000000000000000000000000000000-" + SPAN + "-01",
                "00-" + TRACE + "-0000000000000000-01",
                "00-" + TRACE + "-" + SPAN + "-01-more",
                "00-" + TRACE + "-" + SPAN + "-zz"
            })
    void unsampledAndUnreadableHeadersAreNotTraced(String traceparent) {
        assertThat(spans.tracing().continued("decide", with(traceparent))).isSameAs(Span.getInvalid());
    }

    @Test
    void aHeaderWithoutAValueIsNotTraced() {
        assertThat(spans.tracing().continued("decide", new RecordHeaders().add("traceparent", null)))
                .isSameAs(Span.getInvalid());
    }

    @Test
    void anUnsampledTraceHasNoSpanAndNoHeader() {
        Span root = none.tracing().root("message:send");
        assertThat(root).isSameAs(Span.getInvalid());
        assertThat(Tracing.enter(root)).isSameAs(Scope.noop());
        assertThat(causedBy(root)).isEmpty();
        assertThat(spans.tracing().continued("decide", causedBy(root))).isSameAs(Span.getInvalid());
    }

    @Test
    void tracingThatIsOffContinuesNothing() {
        assertThat(Tracing.OFF.root("message:send")).isSameAs(Span.getInvalid());
        assertThat(Tracing.OFF.continued("decide", with("00-" + TRACE + "-" + SPAN + "-01")))
                .isSameAs(Span.getInvalid());
    }

    @Test
    void aRecordNamesTheLastSpanThatCausedIt() {
        Headers headers = with("00-" + TRACE + "-" + SPAN + "-01");
        Span next = spans.tracing().continued("decide", headers);
        try (Scope _ = Tracing.enter(next)) {
            Tracing.stamp(headers);
        }
        assertThat(headers.headers("traceparent")).hasSize(1);
        assertThat(Envelope.text(headers, "traceparent"))
                .isEqualTo("00-" + TRACE + "-" + next.getSpanContext().getSpanId() + "-01");
    }

    @Test
    void theShareOfTracesIsTheProbability() {
        RecordedSpans some = new RecordedSpans(0.25);
        for (int i = 0; i < 10_000; i++) {
            some.tracing().root("message:send").end();
        }
        assertThat(some.ended().size()).isBetween(2_200, 2_800);
    }
}
