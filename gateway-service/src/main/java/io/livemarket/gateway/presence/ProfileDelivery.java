package io.livemarket.gateway.presence;

import io.livemarket.events.Json;
import io.livemarket.events.presence.ProfileNotice.ProfileShown;
import io.livemarket.socketio.EncodedEvent;
import io.netty.util.Timer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Sends changed profiles to sockets: {@code user:updated}. Those of one user within a window become one, the latest; beyond the capacity, and
 * for sockets without room, they are dropped.
 */
public final class ProfileDelivery {

    private final Hearers hearers;
    private final Timer timer;
    private final PresenceMetrics metrics;
    private final Duration window;
    private final int capacity;

    // Guarded by this.
    private Map<UUID, Change> pending = new LinkedHashMap<>();

    private record Change(Profile profile, List<UUID> audience) {}

    private record Profile(UUID userId, String username, String avatarUrl) {}

    /**
     * @param window   over which changes gather
     * @param capacity users whose change may wait
     */
    public ProfileDelivery(Hearers hearers, Timer timer, PresenceMetrics metrics, Duration window, int capacity) {
        this.hearers = hearers;
        this.timer = timer;
        this.metrics = metrics;
        this.window = window;
        this.capacity = capacity;
    }

    /** Takes a changed profile and the users who may see it. */
    public void changed(ProfileShown notice, List<UUID> audience) {
        List<UUID> here = audience.stream().filter(hearers::has).toList();
        if (!here.isEmpty()) {
            add(new Change(new Profile(notice.userId(), notice.username(), notice.avatarUrl()), here));
        }
    }

    private synchronized void add(Change change) {
        UUID userId = change.profile().userId();
        if (pending.size() >= capacity && !pending.containsKey(userId)) {
            metrics.profile(false);
            return;
        }
        if (pending.isEmpty()) {
            timer.newTimeout(_ -> flush(), window.toMillis(), TimeUnit.MILLISECONDS);
        }
        pending.put(userId, change);
    }

    /** Sends everything that waits. */
    void flush() {
        Map<UUID, Change> due;
        synchronized (this) {
            due = pending;
            pending = new LinkedHashMap<>();
        }
        due.values().forEach(this::send);
    }

    private void send(Change change) {
        EncodedEvent frame = EncodedEvent.of("user:updated", Json.bytes(change.profile()));
        for (UUID userId : change.audience()) {
            hearers.forEachOutlet(userId, outlet -> {
                boolean room = outlet.hasRoom();
                if (room) {
                    outlet.emit(frame);
                }
                metrics.profile(room);
            });
        }
    }
}
