package io.livemarket.gateway.kafka;

import io.livemarket.events.chat.ChatCommand.MarkDelivered;
import io.netty.util.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Puts confirmations of delivery together: however many a user's devices send for one chat within a window, one command
 * goes out with the highest. One that could not be written waits for the next window. The more commands wait for their
 * outcome, the longer the window: of all that a busy system does, receipts can best wait, and the longer they do the
 * fewer they become.
 */
public final class DeliveredReceipts {

    /** So many commands at once make the window twice as long. */
    private static final int BUSY = 10;

    private final ChatCommands commands;
    private final Timer timer;
    private final Clock clock;
    private final long windowMillis;
    private final long maxWindowMillis;
    private final int capacity;
    private final ConcurrentHashMap<Key, Long> pending = new ConcurrentHashMap<>();
    private final AtomicBoolean armed = new AtomicBoolean();

    private record Key(UUID userId, UUID chatId) {}

    /**
     * @param window when nothing else is going on
     * @param maxWindow when a lot is
     * @param capacity confirmations that may wait; further ones are dropped: their messages will be sent again
     */
    DeliveredReceipts(
            ChatCommands commands, Timer timer, Clock clock, Duration window, Duration maxWindow, int capacity) {
        this.commands = commands;
        this.timer = timer;
        this.clock = clock;
        this.windowMillis = window.toMillis();
        this.maxWindowMillis = maxWindow.toMillis();
        this.capacity = capacity;
    }

    /** Confirms every message of a chat up to one. Never blocks. */
    public void confirm(UUID userId, UUID chatId, long upToSeq) {
        Key key = new Key(userId, chatId);
        if (pending.size() >= capacity && !pending.containsKey(key)) {
            return;
        }
        pending.merge(key, upToSeq, Math::max);
        arm();
    }

    /**
     * Takes back what waits to be confirmed of a chat up to a message, since a command to mark it as read, which
     * confirms delivery as well, goes out. Never blocks.
     *
     * @return up to where a confirmation waited, to be given again if that command fails; null when none did
     */
    public Long cover(UUID userId, UUID chatId, long upToSeq) {
        Key key = new Key(userId, chatId);
        Long waiting = pending.get(key);
        return waiting != null && waiting <= upToSeq && pending.remove(key, waiting) ? waiting : null;
    }

    private void arm() {
        if (armed.compareAndSet(false, true)) {
            timer.newTimeout(_ -> flush(), windowMillis(commands.awaited()), TimeUnit.MILLISECONDS);
        }
    }

    /** The window while so many commands wait for their outcome. */
    long windowMillis(int awaited) {
        return Math.min(maxWindowMillis, windowMillis + windowMillis * awaited / BUSY);
    }

    /** Sends everything that waits. */
    void flush() {
        // Disarmed first: what comes while this runs arms the next window.
        armed.set(false);
        for (Key key : pending.keySet()) {
            Long upToSeq = pending.remove(key);
            if (upToSeq != null) {
                send(key, upToSeq);
            }
        }
    }

    private void send(Key key, long upToSeq) {
        MarkDelivered mark = new MarkDelivered(
                key.chatId(), key.userId(), upToSeq, null, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        commands.publish(mark, failure -> {
            if (failure != null) {
                confirm(key.userId(), key.chatId(), upToSeq);
            }
        });
    }

    /** How many wait. */
    public int waiting() {
        return pending.size();
    }
}
