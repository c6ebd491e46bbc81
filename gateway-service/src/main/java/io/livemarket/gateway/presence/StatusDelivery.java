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
 * Sends the statuses of partners to sockets: {@code user:status}. Statuses of one user within a window are replaced by
 * the latest. Statuses beyond the capacity, and for sockets without room, are dropped.
 */
public final class StatusDelivery {

    private final UpToDateSockets sockets;
    private final PresenceMetrics metrics;
    private final Gathering<Change> gathering;
    /** The queries in progress, by their key. */
    private final Map<Object, Noting> noting = new ConcurrentHashMap<>();

    private record Change(Status status, List<UUID> audience) {}

    /** @param changed the users with a status that changed for the querying user since the query */
    private record Noting(UUID user, Set<UUID> changed) {}

    /**
     * @param window the window over which statuses are merged
     * @param capacity users with a waiting status, at most
     */
    public StatusDelivery(
            UpToDateSockets sockets, Timer timer, PresenceMetrics metrics, Duration window, int capacity) {
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

    /** Takes a changed status and its audience. */
    public void changed(PresenceEvent event, List<UUID> audience) {
        Status status = switch (event) {
            case UserCameOnline e -> new Status(e.userId(), "online", null);
            case UserWentOffline e -> new Status(e.userId(), "offline", e.lastSeenAt());
            case PresenceEvent.ConnectionLogged _, PresenceEvent.UserForgotten _ -> null;
        };
        if (status == null) {
            return;
        }
        UUID changed = status.userId();
        if (!noting.isEmpty()) {
            Set<UUID> seers = Set.copyOf(audience);
            noting.values().stream()
                    .filter(each -> seers.contains(each.user()))
                    .forEach(each -> each.changed().add(changed));
        }
        List<UUID> here = audience.stream().filter(sockets::has).toList();
        if (!here.isEmpty() && !gathering.add(changed, new Change(status, here))) {
            metrics.statusShed();
        }
    }

    /**
     * Starts to record status changes for the querying user, until {@link #endNoting}: the answer to the query is
     * outdated for the changed users. A change whose audience lacks the querying user, because presence-service decided
     * it before it knew of the chat, comes in the answer alone.
     *
     * @return the changed users, a set that grows
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

    /** Sends all waiting statuses. */
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
