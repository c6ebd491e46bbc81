package io.livemarket.gateway.presence;

import io.livemarket.events.Json;
import io.livemarket.events.presence.PresenceEvent;
import io.livemarket.events.presence.PresenceEvent.UserCameOnline;
import io.livemarket.events.presence.PresenceEvent.UserWentOffline;
import io.livemarket.gateway.gathering.Gathering;
import io.livemarket.socketio.EncodedEvent;
import io.netty.util.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells sockets of their partners' statuses: {@code user:status}. Those of one user within a window become one, the
 * latest; what is more than may wait, and what a socket that reads slowly has no room for, is dropped.
 */
public final class StatusDelivery {

    private final UpToDateSockets sockets;
    private final PresenceMetrics metrics;
    private final Gathering<Change> gathering;
    /** By question under way. */
    private final Map<Object, Noting> noting = new ConcurrentHashMap<>();

    private record Change(Status status, List<UUID> audience) {}

    /** @param changed the users whose status changed since, for the asking user to see */
    private record Noting(UUID user, Set<UUID> changed) {}

    /**
     * @param window over which changes gather
     * @param capacity users whose change may wait
     */
    public StatusDelivery(UpToDateSockets sockets, Timer timer, PresenceMetrics metrics, Duration window, int capacity) {
        this.sockets = sockets;
        this.metrics = metrics;
        this.gathering = new Gathering<>(
                timer,
                window,
                capacity,
                (_, latest) -> {
                    metrics.statusMerged();
                    return latest;
                },
                this::send);
    }

    /** A status changed, for these to see. */
    public void changed(PresenceEvent event, List<UUID> audience) {
        Status status = switch (event) {
            case UserCameOnline e -> new Status(e.userId(), "online", null);
            case UserWentOffline e -> new Status(e.userId(), "offline", e.lastSeenAt());
            case PresenceEvent.ConnectionLogged _, PresenceEvent.UserForgotten _ -> null;
        };
        if (status != null && !noting.isEmpty()) {
            Set<UUID> seers = Set.copyOf(audience);
            noting.values().stream()
                    .filter(each -> seers.contains(each.user()))
                    .forEach(each -> each.changed().add(status.userId()));
        }
        List<UUID> here = status == null
                ? List.of()
                : audience.stream().filter(sockets::has).toList();
        if (!here.isEmpty() && !gathering.add(status.userId(), new Change(status, here))) {
            metrics.statusShed();
        }
    }

    /**
     * Has the users noted whose status changes from now on, until {@link #endNoting}, for the asking user to see: an
     * answer about them is old by then. A change that is not for that user, since presence-service decided it before it
     * knew of the chat, comes in the answer alone.
     */
    Set<UUID> beginNoting(Object question, UUID user) {
        return noting.computeIfAbsent(question, _ -> new Noting(user, ConcurrentHashMap.newKeySet()))
                .changed();
    }

    void endNoting(Object question) {
        noting.remove(question);
    }

    /** Sends a status to users at once. */
    void send(Status status, List<UUID> audience) {
        send(new Change(status, audience));
    }

    /** Sends everything that waits. */
    void flush() {
        gathering.flush();
    }

    private void send(Change change) {
        EncodedEvent frame = EncodedEvent.of("user:status", Json.bytes(change.status()));
        for (UUID userId : change.audience()) {
            sockets.forEachSink(userId, sink -> {
                if (sink.offer(frame)) {
                    metrics.statusSent();
                } else {
                    metrics.statusShed();
                }
            });
        }
    }
}
