package io.livemarket.socketio;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The settings of a server.
 *
 * @param path path of the HTTP requests, with a slash at both ends
 * @param transports transports that clients may use; not empty
 * @param allowedOrigins {@code Origin} values that may connect besides the server's own; {@code *} allows every origin.
 *     A request without the header does not come from a foreign web page and is admitted
 */
public record SocketIoSettings(
        String path, Set<TransportKind> transports, List<String> allowedOrigins, Timeouts timeouts, Limits limits) {

    private static final int KIB = 1024;

    /**
     * Times, each at least 10 ms.
     *
     * @param pingInterval time between two heartbeats
     * @param ping time for a client to answer a heartbeat
     * @param connect time for which a session may stay open without a connection to a namespace
     * @param upgrade time for a websocket to complete an upgrade
     * @param close time for the client of a closing session to read the queued frames
     */
    public record Timeouts(Duration pingInterval, Duration ping, Duration connect, Duration upgrade, Duration close) {

        public Timeouts {
            requireAtLeast10Ms(pingInterval, "pingInterval");
            requireAtLeast10Ms(ping, "pingTimeout");
            requireAtLeast10Ms(connect, "connectTimeout");
            requireAtLeast10Ms(upgrade, "upgradeTimeout");
            requireAtLeast10Ms(close, "closeTimeout");
        }
    }

    /**
     * Bounds of memory.
     *
     * @param maxPayload bytes of one websocket message or one HTTP body from a client, 1 KiB to 64 MiB
     * @param maxQueuedFrames frames that may wait for a client to read; beyond it the client is disconnected
     * @param maxQueuedBytes bytes that may wait for a client to read; beyond it the client is disconnected
     * @param maxSessions open sessions; further ones are refused with HTTP 503
     */
    public record Limits(int maxPayload, int maxQueuedFrames, int maxQueuedBytes, int maxSessions) {

        public Limits {
            require(maxPayload >= KIB && maxPayload <= 64 * KIB * KIB, "maxPayload must be 1 KiB to 64 MiB");
            require(maxQueuedFrames > 0, "maxQueuedFrames must be positive");
            require(maxQueuedBytes > 0, "maxQueuedBytes must be positive");
            require(maxSessions > 0, "maxSessions must be positive");
        }
    }

    public SocketIoSettings {
        require(
                path.length() > 1 && path.startsWith("/") && path.endsWith("/"),
                "path must start and end with a slash");
        require(!transports.isEmpty(), "at least one transport must be allowed");
        transports = Set.copyOf(transports);
        allowedOrigins = List.copyOf(allowedOrigins);
    }

    /**
     * Heartbeats of 25 s with 20 s to answer, payloads of 64 KiB, queues of 256 frames and 1 MiB, and the server's own
     * origin alone.
     */
    public static SocketIoSettings defaults() {
        Duration tenSeconds = Duration.ofSeconds(10);
        return new SocketIoSettings(
                "/socket.io/",
                EnumSet.allOf(TransportKind.class),
                List.of(),
                new Timeouts(Duration.ofSeconds(25), Duration.ofSeconds(20), tenSeconds, tenSeconds, tenSeconds),
                new Limits(64 * KIB, 256, KIB * KIB, 100_000));
    }

    public SocketIoSettings withPath(String newPath) {
        return new SocketIoSettings(newPath, transports, allowedOrigins, timeouts, limits);
    }

    public SocketIoSettings withTransports(Set<TransportKind> newTransports) {
        return new SocketIoSettings(path, newTransports, allowedOrigins, timeouts, limits);
    }

    public SocketIoSettings withAllowedOrigins(List<String> newOrigins) {
        return new SocketIoSettings(path, transports, newOrigins, timeouts, limits);
    }

    public SocketIoSettings withHeartbeat(Duration newInterval, Duration newTimeout) {
        return with(new Timeouts(newInterval, newTimeout, timeouts.connect, timeouts.upgrade, timeouts.close));
    }

    public SocketIoSettings withTimeouts(Duration newConnect, Duration newUpgrade, Duration newClose) {
        return with(new Timeouts(timeouts.pingInterval, timeouts.ping, newConnect, newUpgrade, newClose));
    }

    public SocketIoSettings withMaxPayload(int bytes) {
        return with(new Limits(bytes, limits.maxQueuedFrames, limits.maxQueuedBytes, limits.maxSessions));
    }

    public SocketIoSettings withQueueLimits(int frames, int bytes) {
        return with(new Limits(limits.maxPayload, frames, bytes, limits.maxSessions));
    }

    public SocketIoSettings withMaxSessions(int sessions) {
        return with(new Limits(limits.maxPayload, limits.maxQueuedFrames, limits.maxQueuedBytes, sessions));
    }

    private SocketIoSettings with(Timeouts newTimeouts) {
        return new SocketIoSettings(path, transports, allowedOrigins, newTimeouts, limits);
    }

    private SocketIoSettings with(Limits newLimits) {
        return new SocketIoSettings(path, transports, allowedOrigins, timeouts, newLimits);
    }

    private static void requireAtLeast10Ms(Duration duration, String name) {
        require(duration.toMillis() >= 10, name + " must be at least 10 ms");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
