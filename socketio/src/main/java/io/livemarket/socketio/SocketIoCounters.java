package io.livemarket.socketio;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** Counts the metrics in memory. */
public final class SocketIoCounters implements SocketIoMetrics {

    private final LongAdder opened = new LongAdder();
    private final LongAdder upgraded = new LongAdder();
    /** By ordinal of the reason. */
    private final List<LongAdder> closed = Stream.generate(LongAdder::new)
            .limit(DisconnectReason.values().length)
            .toList();

    private final LongAdder requestsRefused = new LongAdder();
    private final LongAdder socketsConnected = new LongAdder();
    private final LongAdder socketsRefused = new LongAdder();
    private final LongAdder framesReceived = new LongAdder();
    private final LongAdder bytesReceived = new LongAdder();
    private final LongAdder framesSent = new LongAdder();
    private final LongAdder bytesSent = new LongAdder();
    private final LongAdder framesDropped = new LongAdder();
    private final LongAdder callbacksFailed = new LongAdder();

    /** The counts since the start. They are read one by one, so they may be some events apart. */
    public record Snapshot(Sessions sessions, Sockets sockets, Frames frames, long callbacksFailed) {

        public Map<DisconnectReason, Long> closed() {
            return sessions.closed();
        }
    }

    /** The sessions of Engine.IO, and the requests that were refused before they had one. */
    public record Sessions(long opened, long upgraded, Map<DisconnectReason, Long> closed, long requestsRefused) {}

    /** The sockets of Socket.IO. */
    public record Sockets(long connected, long refused) {}

    /** The frames of all sessions. */
    public record Frames(long received, long bytesReceived, long sent, long bytesSent, long dropped) {}

    public Snapshot snapshot() {
        Map<DisconnectReason, Long> closedByReason = new EnumMap<>(DisconnectReason.class);
        for (DisconnectReason reason : DisconnectReason.values()) {
            closedByReason.put(reason, closed.get(reason.ordinal()).sum());
        }
        return new Snapshot(
                new Sessions(opened.sum(), upgraded.sum(), closedByReason, requestsRefused.sum()),
                new Sockets(socketsConnected.sum(), socketsRefused.sum()),
                new Frames(
                        framesReceived.sum(),
                        bytesReceived.sum(),
                        framesSent.sum(),
                        bytesSent.sum(),
                        framesDropped.sum()),
                callbacksFailed.sum());
    }

    @Override
    public void sessionOpened(TransportKind transport) {
        opened.increment();
    }

    @Override
    public void sessionUpgraded() {
        upgraded.increment();
    }

    @Override
    public void sessionClosed(DisconnectReason reason) {
        closed.get(reason.ordinal()).increment();
    }

    @Override
    public void requestRefused(int code) {
        requestsRefused.increment();
    }

    @Override
    public void socketConnected() {
        socketsConnected.increment();
    }

    @Override
    public void socketRefused() {
        socketsRefused.increment();
    }

    @Override
    public void framesReceived(int frames, int bytes) {
        framesReceived.add(frames);
        bytesReceived.add(bytes);
    }

    @Override
    public void framesSent(int frames, int bytes) {
        framesSent.add(frames);
        bytesSent.add(bytes);
    }

    @Override
    public void framesDropped(int frames) {
        framesDropped.add(frames);
    }

    @Override
    public void callbackFailed() {
        callbacksFailed.increment();
    }
}
