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
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Counts what sockets do, and begins the traces of their events. Meters are looked up once. */
public final class SocketMetrics implements SocketIoMetrics {

    private final MeterRegistry registry;
    private final Tracing tracing;
    private final Map<ClientEvent, Counter> events = new EnumMap<>(ClientEvent.class);
    private final Map<ClientEvent, Timer> answers = new EnumMap<>(ClientEvent.class);
    private final Map<ErrorCode, Counter> refusals = new ConcurrentHashMap<>();
    private final Map<DisconnectReason, Counter> closed = new EnumMap<>(DisconnectReason.class);
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
        for (ClientEvent event : ClientEvent.values()) {
            events.put(
                    event,
                    Counter.builder("livemarket.sockets.events")
                            .tag("event", event.wireName())
                            .description("Events received from clients")
                            .register(registry));
            answers.put(
                    event,
                    Timer.builder("livemarket.sockets.acks")
                            .tag("event", event.wireName())
                            .description("From a client's event to its positive ack")
                            .register(registry));
        }
        for (DisconnectReason reason : DisconnectReason.values()) {
            closed.put(
                    reason,
                    Counter.builder("livemarket.sockets.closed")
                            .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        opened = registry.counter("livemarket.sockets.opened");
        refusedConnects = registry.counter("livemarket.sockets.connects.refused");
        bytesIn = registry.counter("livemarket.sockets.bytes.in");
        bytesOut = registry.counter("livemarket.sockets.bytes.out");
        framesOut = registry.counter("livemarket.sockets.frames.out");
        dropped = registry.counter("livemarket.sockets.frames.dropped");
        failed = registry.counter("livemarket.sockets.callbacks.failed");
    }

    /** Returns the event's span, which its reply ends. */
    Span received(ClientEvent event) {
        events.get(event).increment();
        return tracing.root(event.wireName());
    }

    void accepted(ClientEvent event, long nanos) {
        answers.get(event).record(nanos, TimeUnit.NANOSECONDS);
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
        closed.get(reason).increment();
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
