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
import org.jspecify.annotations.Nullable;

/**
 * Merges confirmations of delivery: all confirmations of a user for one chat within a window become one command with
 * the highest {@code seq}. A command that could not be written is repeated in the next window. The window grows with
 * the number of awaited commands: receipts are the least urgent commands of a busy system, and a longer window makes
 * fewer of them.
 */
public final class DeliveredReceipts {

    /** The number of awaited commands at which the window is twice as long. */
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
     * @param window the window while no command is awaited
     * @param maxWindow the longest window
     * @param capacity confirmations that may wait; further ones are dropped, and their messages are sent again
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
     * Removes the waiting confirmation of a chat up to a message, because a command to mark the chat as read, which
     * also confirms delivery, is sent. Never blocks.
     *
     * @return the {@code seq} of the removed confirmation, to be confirmed again if that command fails; absent when
     *     none was removed
     */
    public @Nullable Long cover(UUID userId, UUID chatId, long upToSeq) {
        Key key = new Key(userId, chatId);
        Long waiting = pending.get(key);
        return waiting != null && waiting <= upToSeq && pending.remove(key, waiting) ? waiting : null;
    }

    private void arm() {
        if (armed.compareAndSet(false, true)) {
            timer.newTimeout(_ -> flush(), windowMillis(commands.awaited()), TimeUnit.MILLISECONDS);
        }
    }

    /** The window in milliseconds for a number of awaited commands. */
    long windowMillis(int awaited) {
        return Math.min(maxWindowMillis, windowMillis + windowMillis * awaited / BUSY);
    }

    /** Sends all waiting confirmations. */
    void flush() {
        // Disarmed first: confirmations that arrive while this runs start the next window.
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

    /** The number of waiting confirmations. */
    public int waiting() {
        return pending.size();
    }
}
