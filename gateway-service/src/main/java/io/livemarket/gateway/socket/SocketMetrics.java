package io.livemarket.gateway.socket;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.gateway.requests.ClientEvent;
import io.livemarket.kit.tracing.Tracing;
import io.livemarket.socketio.DisconnectReason;
import io.livemarket.socketio.SocketIoMetrics;
import io.livemarket.socketio.TransportKind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Counts the events of sockets, and begins their traces. Meters are looked up once. */
public final class SocketMetrics implements SocketIoMetrics {

    private final MeterRegistry registry;
    private final Tracing tracing;
    /** By ordinal of the event. */
    private final List<Counter> events;

    /** By ordinal of the event. */
    private final List<Timer> answers;

    private final Map<ErrorCode, Counter> refusals = new ConcurrentHashMap<>();
    /** By ordinal of the reason. */
    private final List<Counter> closed;

    private final Counter opened;
    private final Counter refusedConnects;
    private final Counter bytesIn;
    private final Counter bytesOut;
    private final Counter framesOut;
    private final Counter dropped;
    private final Counter failed;

    public SocketMetrics(MeterRegistry registry, Tracing tracing) {
        this.registry = registry;
        this.tracing = tracing;
        events = Arrays.stream(ClientEvent.values())
                .map(event -> Counter.builder("livemarket.sockets.events")
                        .tag("event", event.wireName())
                        .description("Events received from clients")
                        .register(registry))
                .toList();
        answers = Arrays.stream(ClientEvent.values())
                .map(event -> Timer.builder("livemarket.sockets.acks")
                        .tag("event", event.wireName())
                        .description("From a client's event to its positive ack")
                        .register(registry))
                .toList();
        closed = Arrays.stream(DisconnectReason.values())
                .map(reason -> Counter.builder("livemarket.sockets.closed")
                        .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                        .register(registry))
                .toList();
        opened = registry.counter("livemarket.sockets.opened");
        refusedConnects = registry.counter("livemarket.sockets.connects.refused");
        bytesIn = registry.counter("livemarket.sockets.bytes.in");
        bytesOut = registry.counter("livemarket.sockets.bytes.out");
        framesOut = registry.counter("livemarket.sockets.frames.out");
        dropped = registry.counter("livemarket.sockets.frames.dropped");
        failed = registry.counter("livemarket.sockets.callbacks.failed");
    }

    /**
     * Counts a received event.
     *
     * @return the span of the event, which its reply ends
     */
    Span received(ClientEvent event) {
        events.get(event.ordinal()).increment();
        return tracing.root(event.wireName());
    }

    void accepted(ClientEvent event, long nanos) {
        answers.get(event.ordinal()).record(nanos, TimeUnit.NANOSECONDS);
    }

    void refused(ClientEvent event, ErrorCode code) {
        refusals.computeIfAbsent(
                        code,
                        key -> Counter.builder("livemarket.sockets.refusals")
                                .description("Negative acks")
                                .tag("code", key.code())
                                .register(registry))
                .increment();
    }

    @Override
    public void sessionOpened(TransportKind transport) {
        opened.increment();
    }

    @Override
    public void sessionClosed(DisconnectReason reason) {
        closed.get(reason.ordinal()).increment();
    }

    @Override
    public void socketRefused() {
        refusedConnects.increment();
    }

    @Override
    public void framesReceived(int frames, int bytes) {
        bytesIn.increment(bytes);
    }

    @Override
    public void framesSent(int frames, int bytes) {
        framesOut.increment(frames);
        bytesOut.increment(bytes);
    }

    @Override
    public void framesDropped(int frames) {
        dropped.increment(frames);
    }

    @Override
    public void callbackFailed() {
        failed.increment();
    }
}
