package io.livemarket.gateway.presence;

import io.livemarket.events.Json;
import io.livemarket.events.presence.ProfileNotice.ProfileShown;
import io.livemarket.gateway.gathering.Gathering;
import io.livemarket.socketio.EncodedEvent;
import io.netty.util.Timer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sends changed profiles to sockets: {@code user:updated}. Changes of one user within a window are replaced by the
 * latest. Changes beyond the capacity, and for sockets without room, are dropped.
 */
public final class ProfileDelivery {

    private final UpToDateSockets sockets;
    private final PresenceMetrics metrics;
    private final Gathering<Change> gathering;

    private record Change(Profile profile, List<UUID> audience) {}

    private record Profile(
            UUID userId,
            @Nullable String username,
            @Nullable String avatarUrl,
            @Nullable Boolean deleted) {}

    /**
     * @param window the window over which changes are merged
     * @param capacity users with a waiting change, at most
     */
    public ProfileDelivery(
            UpToDateSockets sockets, Timer timer, PresenceMetrics metrics, Duration window, int capacity) {
        this.sockets = sockets;
        this.metrics = metrics;
        this.gathering = new Gathering<>(timer, window, capacity, (_, latest) -> latest, this::send);
    }

    /** Takes a changed profile and its audience. */
    public void changed(ProfileShown notice, List<UUID> audience) {
        List<UUID> here = audience.stream().filter(sockets::has).toList();
        Profile profile = new Profile(notice.userId(), notice.username(), notice.avatarUrl(), notice.deleted());
        if (!here.isEmpty() && !gathering.add(profile.userId(), new Change(profile, here))) {
            metrics.profile(false);
        }
    }

    /** Sends all waiting changes. */
    void flush() {
        gathering.flush();
    }

    private void send(Change change) {
        EncodedEvent frame = EncodedEvent.of("user:updated", Json.bytes(change.profile()));
        for (UUID userId : change.audience()) {
            sockets.forEachSink(userId, sink -> metrics.profile(sink.offer(frame)));
        }
    }
}
