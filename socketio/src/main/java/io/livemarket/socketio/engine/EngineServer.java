package io.livemarket.socketio.engine;

import io.livemarket.socketio.DisconnectReason;
import io.livemarket.socketio.SocketIoMetrics;
import io.livemarket.socketio.SocketIoSettings;
import io.livemarket.socketio.TransportKind;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The sessions of a server. Thread-safe. */
public final class EngineServer {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ID_BYTES = 15;

    private final SocketIoSettings settings;
    private final SocketIoMetrics metrics;
    private final ConcurrentHashMap<String, EngineSession> sessions = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final CompletableFuture<Void> empty = new CompletableFuture<>();
    private volatile boolean accepting = true;

    public EngineServer(SocketIoSettings settings, SocketIoMetrics metrics) {
        this.settings = settings;
        this.metrics = metrics;
    }

    /** A new random id of 120 bits, in URL-safe characters. */
    public static String newId() {
        byte[] bytes = new byte[ID_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }

    public SocketIoSettings settings() {
        return settings;
    }

    public SocketIoMetrics metrics() {
        return metrics;
    }

    /**
     * Reserves a place for a session.
     *
     * @return false when there are as many sessions as the settings allow, or the server is stopping
     */
    public boolean reserve() {
        if (!accepting) {
            return false;
        }
        if (count.incrementAndGet() <= settings.limits().maxSessions()) {
            return true;
        }
        count.decrementAndGet();
        return false;
    }

    /** Releases a reserved place for which no session was opened. */
    public void release() {
        count.decrementAndGet();
    }

    /** Opens a polling session in a reserved place; its first GET is answered with the handshake. */
    public void openPolling(SessionLoop loop, EngineListener listener, PollingExchange first) {
        PollingTransport transport = new PollingTransport(metrics);
        transport.startPoll(first);
        open(loop, listener, transport);
    }

    /** Opens a websocket session in a reserved place. */
    public EngineSession openWebSocket(EngineListener listener, Transport.WebSocket transport) {
        return open(transport.loop(), listener, transport);
    }

    private EngineSession open(SessionLoop loop, EngineListener listener, Transport transport) {
        EngineSession session = new EngineSession(this, newId(), loop, listener, transport);
        sessions.put(session.id(), session);
        metrics.sessionOpened(transport.kind());
        session.runOrSubmit(session::open);
        if (!accepting) {
            session.closeAfterFlush(DisconnectReason.SERVER_SHUTDOWN);
        }
        return session;
    }

    /** The open session of an id. */
    public @Nullable EngineSession session(String id) {
        return sessions.get(id);
    }

    void remove(EngineSession session) {
        if (sessions.remove(session.id()) != null) {
            count.decrementAndGet();
            completeIfEmpty();
        }
    }

    public int size() {
        return sessions.size();
    }

    public void forEach(Consumer<EngineSession> action) {
        sessions.values().forEach(action);
    }

    /** Refuses new sessions from now on. */
    public void stopAccepting() {
        accepting = false;
    }

    /** Completes once the server has stopped accepting and has no session left. */
    public CompletionStage<Void> whenEmpty() {
        completeIfEmpty();
        return empty.copy();
    }

    private void completeIfEmpty() {
        if (!accepting && sessions.isEmpty()) {
            empty.complete(null);
        }
    }

    String handshakeOf(EngineSession session) {
        boolean mayUpgrade = session.transportKind() == TransportKind.POLLING
                && settings.transports().contains(TransportKind.WEBSOCKET);
        return "0{\"sid\":\"" + session.id()
                + "\",\"upgrades\":[" + (mayUpgrade ? "\"websocket\"" : "")
                + "],\"pingInterval\":" + settings.timeouts().pingInterval().toMillis()
                + ",\"pingTimeout\":" + settings.timeouts().ping().toMillis()
                + ",\"maxPayload\":" + settings.limits().maxPayload() + "}";
    }
}
