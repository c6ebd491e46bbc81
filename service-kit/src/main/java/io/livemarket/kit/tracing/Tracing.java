package io.livemarket.kit.tracing;

import io.livemarket.events.kafka.Envelope;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Begins the traces of sockets, and continues traces from record to record. A trace that is not sampled has
 * {@link Span#getInvalid()} as its span, a constant on which every call does nothing, and its records have no header.
 * Thread-safe.
 */
public final class Tracing {

    /** No traces. */
    public static final Tracing OFF = new Tracing(null);

    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();
    private static final TextMapGetter<Headers> RECORD = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Headers headers) {
            return W3C.fields();
        }

        @Override
        public @Nullable String get(@Nullable Headers headers, String name) {
            return headers == null ? null : Envelope.text(headers, name);
        }
    };

    private final @Nullable Tracer tracer;

    /** @param tracer samples the traces that begin here; absent when tracing is off */
    public Tracing(@Nullable Tracer tracer) {
        this.tracer = tracer;
    }

    /** The first span of a new trace, if that is sampled. The caller ends it. */
    public Span root(String name) {
        if (tracer == null) {
            return Span.getInvalid();
        }
        Span span = tracer.spanBuilder(name)
                .setNoParent()
                .setSpanKind(SpanKind.SERVER)
                .startSpan();
        return span.isRecording() ? span : Span.getInvalid();
    }

    /** A span below the one that caused a record, if the record's trace is sampled. The caller ends it. */
    public Span continued(String name, Headers headers) {
        if (tracer == null || headers.lastHeader(Envelope.TRACE) == null) {
            return Span.getInvalid();
        }
        Context cause = W3C.extract(Context.root(), headers, RECORD);
        if (!Span.fromContext(cause).getSpanContext().isSampled()) {
            return Span.getInvalid();
        }
        return tracer.spanBuilder(name)
                .setParent(cause)
                .setSpanKind(SpanKind.CONSUMER)
                .startSpan();
    }

    /**
     * Makes a span the current one of this thread until the scope is closed; without effect for a span that is not
     * sampled.
     */
    @SuppressWarnings("MustBeClosedChecker") // The caller closes the scope.
    public static Scope enter(Span span) {
        return span.isRecording() ? span.makeCurrent() : Scope.noop();
    }

    /** Writes the current span of this thread to a record that it causes, if the span is sampled. */
    public static void stamp(Headers headers) {
        Context current = Context.current();
        if (Span.fromContext(current).getSpanContext().isSampled()) {
            W3C.inject(current, headers, Tracing::set);
        }
    }

    private static void set(@Nullable Headers headers, String name, String value) {
        if (headers != null) {
            Envelope.put(headers.remove(name), name, value);
        }
    }
}
