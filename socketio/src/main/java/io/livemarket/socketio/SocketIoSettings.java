package io.livemarket.socketio;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The limits and timeouts of a server.
 *
 * @param path path of the HTTP requests, with a slash at both ends
 * @param transports transports that clients may use; not empty
 * @param allowedOrigins {@code Origin} values that may connect besides the server's own; {@code *} allows every origin.
 *     A request without the header does not come from a foreign web page and is admitted
 * @param pingInterval time between two heartbeats, at least 10 ms
 * @param pingTimeout time for a client to answer a heartbeat, at least 10 ms
 * @param connectTimeout time for which a session may stay open without a connection to a namespace
 * @param upgradeTimeout time for a websocket to complete an upgrade
 * @param closeTimeout time for the client of a closing session to read the queued frames
 * @param maxPayload bytes of one websocket message or one HTTP body from a client, 1 KiB to 64 MiB
 * @param maxQueuedFrames frames that may wait for a client to read; beyond it the client is disconnected
 * @param maxQueuedBytes bytes that may wait for a client to read; beyond it the client is disconnected
 * @param maxSessions open sessions; further ones are refused with HTTP 503
 */
public record SocketIoSettings(
        String path,
        Set<TransportKind> transports,
        List<String> allowedOrigins,
        Duration pingInterval,
        Duration pingTimeout,
        Duration connectTimeout,
        Duration upgradeTimeout,
        Duration closeTimeout,
        int maxPayload,
        int maxQueuedFrames,
        int maxQueuedBytes,
        int maxSessions) {

    private static final int KIB = 1024;

    public SocketIoSettings {
        require(
                path != null && path.length() > 1 && path.startsWith("/") && path.endsWith("/"),
                "path must start and end with a slash");
        require(transports != null && !transports.isEmpty(), "at least one transport must be allowed");
        require(allowedOrigins != null, "allowedOrigins must not be null");
        transports = Set.copyOf(transports);
        allowedOrigins = List.copyOf(allowedOrigins);
        requireAtLeast10Ms(pingInterval, "pingInterval");
        requireAtLeast10Ms(pingTimeout, "pingTimeout");
        requireAtLeast10Ms(connectTimeout, "connectTimeout");
        requireAtLeast10Ms(upgradeTimeout, "upgradeTimeout");
        requireAtLeast10Ms(closeTimeout, "closeTimeout");
        require(maxPayload >= KIB && maxPayload <= 64 * KIB * KIB, "maxPayload must be 1 KiB to 64 MiB");
        require(maxQueuedFrames > 0, "maxQueuedFrames must be positive");
        require(maxQueuedBytes > 0, "maxQueuedBytes must be positive");
        require(maxSessions > 0, "maxSessions must be positive");
    }

    /**
     * Heartbeats of 25 s with 20 s to answer, payloads of 64 KiB, queues of 256 frames and 1 MiB, and the server's own
     * origin alone.
     */
    public static SocketIoSettings defaults() {
        return new SocketIoSettings(
                "/socket.io/",
                EnumSet.allOf(TransportKind.class),
                List.of(),
                Duration.ofSeconds(25),
                Duration.ofSeconds(20),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                64 * KIB,
                256,
                KIB * KIB,
                100_000);
    }

    public SocketIoSettings withPath(String newPath) {
        return new SocketIoSettings(
                newPath,
                transports,
                allowedOrigins,
                pingInterval,
                pingTimeout,
                connectTimeout,
                upgradeTimeout,
                closeTimeout,
                maxPayload,
                maxQueuedFrames,
                maxQueuedBytes,
                maxSessions);
    }

    public SocketIoSettings withTransports(Set<TransportKind> newTransports) {
        return new SocketIoSettings(
                path,
                newTransports,
                allowedOrigins,
                pingInterval,
                pingTimeout,
                connectTimeout,
                upgradeTimeout,
                closeTimeout,
                maxPayload,
                maxQueuedFrames,
                maxQueuedBytes,
                maxSessions);
    }

    public SocketIoSettings withAllowedOrigins(List<String> newOrigins) {
        return new SocketIoSettings(
                path,
                transports,
                newOrigins,
                pingInterval,
                pingTimeout,
                connectTimeout,
                upgradeTimeout,
                closeTimeout,
                maxPayload,
                maxQueuedFrames,
                maxQueuedBytes,
                maxSessions);
    }

    public SocketIoSettings withHeartbeat(Duration newInterval, Duration newTimeout) {
        return new SocketIoSettings(
                path,
                transports,
                allowedOrigins,
                newInterval,
                newTimeout,
                connectTimeout,
                upgradeTimeout,
                closeTimeout,
                maxPayload,
                maxQueuedFrames,
                maxQueuedBytes,
                maxSessions);
    }

    public SocketIoSettings withTimeouts(Duration newConnect, Duration newUpgrade, Duration newClose) {
        return new SocketIoSettings(
                path,
                transports,
                allowedOrigins,
                pingInterval,
                pingTimeout,
                newConnect,
                newUpgrade,
                newClose,
                maxPayload,
                maxQueuedFrames,
                maxQueuedBytes,
                maxSessions);
    }

    public SocketIoSettings withMaxPayload(int bytes) {
        return new SocketIoSettings(
                path,
                transports,
                allowedOrigins,
                pingInterval,
                pingTimeout,
                connectTimeout,
                upgradeTimeout,
                closeTimeout,
                bytes,
                maxQueuedFrames,
                maxQueuedBytes,
                maxSessions);
    }

    public SocketIoSettings withQueueLimits(int frames, int bytes) {
        return new SocketIoSettings(
                path,
                transports,
                allowedOrigins,
                pingInterval,
                pingTimeout,
                connectTimeout,
                upgradeTimeout,
                closeTimeout,
                maxPayload,
                frames,
                bytes,
                maxSessions);
    }

    public SocketIoSettings withMaxSessions(int sessions) {
        return new SocketIoSettings(
                path,
                transports,
                allowedOrigins,
                pingInterval,
                pingTimeout,
                connectTimeout,
                upgradeTimeout,
                closeTimeout,
                maxPayload,
                maxQueuedFrames,
                maxQueuedBytes,
                sessions);
    }

    private static void requireAtLeast10Ms(Duration duration, String name) {
        require(duration != null && duration.toMillis() >= 10, name + " must be at least 10 ms");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
