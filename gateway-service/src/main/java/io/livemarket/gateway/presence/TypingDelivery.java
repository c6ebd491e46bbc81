package io.livemarket.gateway.presence;

import io.livemarket.events.Json;
import io.livemarket.events.presence.TypingNotice.TypingShown;
import io.livemarket.socketio.EncodedEvent;
import io.netty.util.Timeout;
import io.netty.util.Timer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends typing to sockets: {@code user:typing}. Typing that is not renewed in time is ended by this instance, for
 * partners that disconnected while typing. Sockets without room get no typing.
 */
public final class TypingDelivery {

    private final UpToDateSockets sockets;
    private final Timer timer;
    private final PresenceMetrics metrics;
    private final Duration expiry;
    private final int capacity;
    private final ConcurrentHashMap<Key, Shown> shown = new ConcurrentHashMap<>();

    private record Key(UUID chatId, UUID userId) {}

    private record Typing(UUID chatId, UUID userId, boolean typing) {}

    private record Shown(List<UUID> audience, Timeout expiry) {}

    /** @param capacity pairs of chat and user that may be shown as typing at a time; further ones are not shown */
    public TypingDelivery(
            UpToDateSockets sockets, Timer timer, PresenceMetrics metrics, Duration expiry, int capacity) {
        this.sockets = sockets;
        this.timer = timer;
        this.metrics = metrics;
        this.expiry = expiry;
        this.capacity = capacity;
    }

    /** Takes the begin or end of typing and its audience. */
    public void typing(TypingShown notice, List<UUID> audience) {
        List<UUID> here = audience.stream().filter(sockets::has).toList();
        Key key = new Key(notice.chatId(), notice.userId());
        if (notice.typing()) {
            if (!here.isEmpty() && (shown.size() < capacity || shown.containsKey(key))) {
                replace(
                        key,
                        new Shown(
                                here,
                                timer.newTimeout(due -> expired(key, due), expiry.toMillis(), TimeUnit.MILLISECONDS)));
                send(key, true, here);
            }
        } else {
            replace(key, null);
            send(key, false, here);
        }
    }

    private void replace(Key key, @Nullable Shown next) {
        Shown before = next == null ? shown.remove(key) : shown.put(key, next);
        if (before != null) {
            before.expiry().cancel();
        }
    }

    private void expired(Key key, Timeout due) {
        Shown last = shown.get(key);
        if (last != null && last.expiry() == due && shown.remove(key, last)) {
            send(key, false, last.audience());
        }
    }

    private void send(Key key, boolean typing, List<UUID> audience) {
        if (audience.isEmpty()) {
            return;
        }
        EncodedEvent frame = EncodedEvent.of("user:typing", Json.bytes(new Typing(key.chatId(), key.userId(), typing)));
        for (UUID userId : audience) {
            sockets.forEachSink(userId, sink -> {
                if (sink.offer(frame)) {
                    metrics.typingSent();
                }
            });
        }
    }
}
