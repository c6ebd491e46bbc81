package io.livemarket.gateway.delivery;

import io.livemarket.events.Json;
import io.livemarket.socketio.EncodedEvent;
import java.util.ArrayDeque;
import java.util.UUID;

/**
 * What goes to one socket, in which order. Until the client has got what it missed, events of the log are held back; then
 * they follow, without those that the client was given already. Within a chat messages go out by {@code seq}.
 *
 * <p>{@link #accept} is for the thread that reads the log, {@link #resume} and {@link #pump} for whoever fetches what was
 * missed, one call at a time.
 */
public final class Inbox {

    private final UUID userId;
    private final Outlet outlet;
    private final int capacity;
    private volatile boolean live;
    private volatile AlreadyShown shown = AlreadyShown.NOTHING;

    // Guarded by this, and gone once live.
    private ArrayDeque<LiveEvent> held = new ArrayDeque<>(4);
    private ArrayDeque<EncodedEvent> ahead;

    /** @param capacity events that may be held back */
    public Inbox(UUID userId, Outlet outlet, int capacity) {
        this.userId = userId;
        this.outlet = outlet;
        this.capacity = capacity;
    }

    /** An event that this user must see. */
    void accept(LiveEvent event) {
        if (live || !hold(event)) {
            if (!shown.covers(event)) {
                outlet.emit(event.frameFor(userId));
            }
        }
    }

    private synchronized boolean hold(LiveEvent event) {
        if (live) {
            return false;
        }
        if (held.size() < capacity) {
            held.add(event);
        } else {
            outlet.overflown();
        }
        return true;
    }

    /** Puts what was missed ahead of what is held, followed by {@code reconnect}; {@link #pump} then sends it. */
    public void resume(byte[] missedJson) {
        MissedMessages missed = MissedMessages.of(missedJson);
        shown = AlreadyShown.of(missed);
        EncodedEvent reconnect = EncodedEvent.of("reconnect",
                Json.bytes(new Reconnect(missed.complete(), missed.visible())));
        synchronized (this) {
            ahead = MissedFirst.merge(missed, held, shown, userId);
            ahead.add(reconnect);
        }
    }

    private record Reconnect(boolean recovered, int missed) {}

    /**
     * Sends as much as there is room for.
     *
     * @return whether nothing is left, so that events go out as they come from now on
     */
    public boolean pump() {
        while (outlet.hasRoom()) {
            EncodedEvent next = next();
            if (next == null) {
                return true;
            }
            outlet.emit(next);
        }
        return false;
    }

    private synchronized EncodedEvent next() {
        if (ahead != null && !ahead.isEmpty()) {
            return ahead.poll();
        }
        while (held != null && !held.isEmpty()) {
            LiveEvent event = held.poll();
            if (!shown.covers(event)) {
                return event.frameFor(userId);
            }
        }
        live = true;
        held = null;
        ahead = null;
        return null;
    }

    /** Forgets what the client was given; to be called when the log can bring none of it any more. */
    public void forgetShown() {
        shown = AlreadyShown.NOTHING;
    }

    /** Events that are held back. */
    synchronized int held() {
        return held == null ? 0 : held.size();
    }

    /** Whether events go out as they come. */
    public boolean isLive() {
        return live;
    }
}
