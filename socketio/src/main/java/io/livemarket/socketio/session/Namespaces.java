package io.livemarket.socketio.session;

import io.livemarket.socketio.ConnectHandler;
import io.livemarket.socketio.Socket;
import io.livemarket.socketio.SocketIoMetrics;
import io.livemarket.socketio.SocketIoSettings;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The namespaces of a server, with their handlers and their connected sockets. Thread-safe. */
public final class Namespaces {

    private final SocketIoSettings settings;
    private final SocketIoMetrics metrics;
    private final Map<String, ConnectHandler> handlers;
    private final UnconnectedSessions unconnected;
    private final ConcurrentHashMap<String, SocketSession> sockets = new ConcurrentHashMap<>();

    public Namespaces(
            SocketIoSettings settings,
            SocketIoMetrics metrics,
            Map<String, ConnectHandler> handlers,
            UnconnectedSessions unconnected) {
        this.unconnected = unconnected;
        this.settings = settings;
        this.metrics = metrics;
        this.handlers = Map.copyOf(handlers);
    }

    SocketIoSettings settings() {
        return settings;
    }

    UnconnectedSessions unconnected() {
        return unconnected;
    }

    SocketIoMetrics metrics() {
        return metrics;
    }

    /** The handler of a namespace; absent for an unknown namespace. */
    @Nullable
    ConnectHandler handler(String namespace) {
        return handlers.get(namespace);
    }

    boolean hasSeveral() {
        return handlers.size() > 1;
    }

    void add(SocketSession socket) {
        sockets.put(socket.id(), socket);
        metrics.socketConnected();
    }

    void remove(SocketSession socket) {
        sockets.remove(socket.id());
    }

    public int size() {
        return sockets.size();
    }

    /** Runs an action for every connected socket; sockets that connect or disconnect meanwhile may be missed. */
    public void forEach(Consumer<? super Socket> action) {
        sockets.values().forEach(action);
    }
}
