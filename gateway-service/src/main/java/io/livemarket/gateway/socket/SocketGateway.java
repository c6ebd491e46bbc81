package io.livemarket.gateway.socket;

import io.livemarket.events.Json;
import io.livemarket.gateway.callers.ClientAddress;
import io.livemarket.gateway.config.GatewayProperties;
import io.livemarket.gateway.presence.SessionFactPublisher;
import io.livemarket.socketio.ConnectHandler;
import io.livemarket.socketio.Socket;
import io.livemarket.socketio.SocketIoServer;
import io.livemarket.socketio.SocketIoSettings;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.netty.http.server.HttpServerRoutes;

/**
 * The Socket.IO server on the port of the gateway. A stop refuses new clients and spreads the disconnections of the
 * others over time, before the parts on which they depend stop; their clients reconnect by themselves.
 */
public final class SocketGateway implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SocketGateway.class);

    private final SocketIoServer server;
    private final GatewayProperties.Sockets settings;
    private final SessionFactPublisher sessions;
    private volatile boolean running;

    SocketGateway(
            GatewayProperties properties,
            ClientAddress addresses,
            ConnectHandler handler,
            SocketMetrics metrics,
            SessionFactPublisher sessions) {
        GatewayProperties.Sockets settings = properties.sockets();
        this.settings = settings;
        this.sessions = sessions;
        this.server = SocketIoServer.builder(SocketIoSettings.defaults()
                        .withAllowedOrigins(properties.allowedOrigins())
                        .withHeartbeat(settings.pingInterval(), settings.pingTimeout())
                        .withMaxPayload((int) settings.maxFrame().toBytes())
                        .withQueueLimits(settings.maxQueuedFrames(), (int)
                                settings.maxQueued().toBytes())
                        .withMaxSessions(settings.max()))
                .namespace("/", handler)
                .metrics(metrics)
                .unconnected(
                        properties.budgets().unconnectedPerAddress(),
                        request -> addresses.of(request.remoteAddress(), request.header(ClientAddress.HEADER)))
                .build();
    }

    /** Adds the routes of {@code /socket.io/}. */
    public void addTo(HttpServerRoutes routes) {
        server.routes(routes);
    }

    /** The number of connected sockets. */
    public int sockets() {
        return server.sockets();
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop(Runnable stopped) {
        int open = server.sockets();
        log.info("{} sockets are disconnected over {}", open, settings.drain());
        sessions.drain();
        server.forEachSocket(this::announce);
        server.closeAll(settings.drain()).whenComplete((_, failure) -> {
            running = false;
            stopped.run();
        });
    }

    /** Announces to a client when to reconnect: at a random time, so that clients do not reconnect at once. */
    private void announce(Socket socket) {
        long spread = Math.max(1, settings.drain().toMillis());
        socket.emit(
                "server:draining",
                Json.bytes(new Draining(ThreadLocalRandom.current().nextLong(spread))));
    }

    private record Draining(long reconnectInMs) {}

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
