package io.livemarket.socketio;

import io.livemarket.socketio.engine.EngineServer;
import io.livemarket.socketio.engine.EngineSession;
import io.livemarket.socketio.engine.WakeUps;
import io.livemarket.socketio.netty.EngineRoutes;
import io.livemarket.socketio.session.ClientConnection;
import io.livemarket.socketio.session.Namespaces;
import io.livemarket.socketio.session.UnconnectedSessions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import reactor.netty.http.server.HttpServerRoutes;

/**
 * A Socket.IO server without a port of its own: it is served by the HTTP server to which its routes are added.
 * Thread-safe.
 */
public final class SocketIoServer {

    private final EngineServer engine;
    private final Namespaces namespaces;
    private final EngineRoutes routes;

    private SocketIoServer(Builder builder) {
        this.engine = new EngineServer(builder.settings, builder.metrics);
        this.namespaces = new Namespaces(builder.settings, builder.metrics, builder.handlers, builder.unconnected);
        this.routes = new EngineRoutes(
                engine, builder.admission, builder.unconnected, request -> new ClientConnection(namespaces, request));
    }

    public static Builder builder(SocketIoSettings settings) {
        return new Builder(settings);
    }

    /**
     * Adds the handler of every request to {@link SocketIoSettings#path()}. Add it ahead of any route that matches
     * more.
     */
    public void routes(HttpServerRoutes target) {
        routes.addTo(target);
    }

    /** Open sessions, connected to a namespace or not. */
    public int sessions() {
        return engine.size();
    }

    /** Connected sockets of all namespaces. */
    public int sockets() {
        return namespaces.size();
    }

    /** Runs an action for every connected socket; sockets that connect or disconnect meanwhile may be missed. */
    public void forEachSocket(Consumer<? super Socket> action) {
        namespaces.forEach(action);
    }

    /**
     * Runs work that emits to many sockets: each event loop is woken once for all of its sockets, at the end or for
     * every 64 of them. The work must be short, because the frames that it emits wait for its end.
     */
    public static void gathered(Runnable work) {
        WakeUps.gather(work);
    }

    /**
     * Stops the server: refuses new sessions and closes the open ones at random moments within {@code spread}, so that
     * their clients, which reconnect by themselves, do not all reconnect at once. Frames that were emitted before are
     * still sent.
     *
     * @return completes when every session is closed, at the latest after {@code spread} and the close timeout
     */
    public CompletionStage<Void> closeAll(Duration spread) {
        engine.stopAccepting();
        engine.forEach(session -> closeWithin(session, spread.toMillis()));
        return engine.whenEmpty();
    }

    private static void closeWithin(EngineSession session, long millis) {
        long delay = millis <= 0 ? 0 : ThreadLocalRandom.current().nextLong(millis);
        CompletableFuture.delayedExecutor(delay, TimeUnit.MILLISECONDS, Runnable::run)
                .execute(() -> session.closeAfterFlush(DisconnectReason.SERVER_SHUTDOWN));
    }

    /** Collects the settings and handlers of a server. */
    public static final class Builder {

        private final SocketIoSettings settings;
        private final Map<String, ConnectHandler> handlers = new LinkedHashMap<>();
        private SocketIoMetrics metrics = new SocketIoMetrics() {};
        private AdmissionPolicy admission = request -> true;
        private UnconnectedSessions unconnected = UnconnectedSessions.UNLIMITED;

        private Builder(SocketIoSettings settings) {
            this.settings = settings;
        }

        /** Adds a namespace, whose name begins with a slash; clients that request any other namespace are refused. */
        public Builder namespace(String name, ConnectHandler handler) {
            if (!name.startsWith("/") || name.contains(",") || handlers.putIfAbsent(name, handler) != null) {
                throw new IllegalArgumentException("Not a namespace, or there already: " + name);
            }
            return this;
        }

        public Builder metrics(SocketIoMetrics newMetrics) {
            this.metrics = newMetrics;
            return this;
        }

        public Builder admission(AdmissionPolicy policy) {
            this.admission = policy;
            return this;
        }

        /**
         * Limits the sessions of each source that are not connected to a namespace yet; further requests are refused
         * with HTTP 503.
         *
         * @param sources gives the source of a request, such as its address; called on an event loop
         */
        public Builder unconnected(int mostOfOneSource, Function<HandshakeRequest, String> sources) {
            this.unconnected = new UnconnectedSessions(mostOfOneSource, sources);
            return this;
        }

        public SocketIoServer build() {
            if (handlers.isEmpty()) {
                throw new IllegalStateException("A server needs a namespace");
            }
            return new SocketIoServer(this);
        }
    }
}
