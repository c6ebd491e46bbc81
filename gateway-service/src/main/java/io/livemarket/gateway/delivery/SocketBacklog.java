package io.livemarket.gateway.delivery;

import io.livemarket.events.Json;
import io.livemarket.gateway.delivery.MissedMessages.Missed;
import io.livemarket.kit.read.TopicPositions;
import io.livemarket.socketio.EncodedEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;

/**
 * What goes to one socket, in which order. Until the client has got what it missed, events of the log are held back,
 * for each partition of the log alone: a partition whose missed messages are known goes on, while a late one waits.
 * Within a chat messages go out by {@code seq}.
 *
 * <p>{@link #accept} is for the thread that reads the log, the others for the threads that fetch what was missed. While
 * anything is held back, everything is emitted under this object's lock.
 */
public final class SocketBacklog {

    private static final long[] NONE = {};

    private final UUID userId;
    private final FrameSink sink;
    private final int capacity;
    private volatile boolean live;
    private volatile boolean greeted;
    private volatile AlreadyShown shown = AlreadyShown.NOTHING;

    // Guarded by this; the queues and offsets are gone once live.
    private long[] needed = {0};
    private long[] begin = NONE;
    private final BitSet released = new BitSet();
    private ArrayDeque<LiveEvent> held = new ArrayDeque<>(4);
    private ArrayDeque<EncodedEvent> outgoing = new ArrayDeque<>(4);
    private int missedSoFar;
    private boolean complete = true;

    /** @param capacity events that may be held back */
    public SocketBacklog(UUID userId, FrameSink sink, int capacity) {
        this.userId = userId;
        this.sink = sink;
        this.capacity = capacity;
    }

    /** What is left to be done after an answer. */
    public enum Outcome {
        /** Every partition is released. */
        ALL_RELEASED,
        /** The answer holds messages that the log has not brought yet: to be tried again with it. */
        LOG_IS_BEHIND,
        /** The answer does not hold all that the log had brought before: another one is needed. */
        ANSWER_IS_BEHIND,
        /** Each of the two, for different partitions. */
        BOTH_ARE_BEHIND
    }

    /**
     * Notes how far the log had been consumed when this backlog was registered: what lies before can only come in an answer.
     */
    public synchronized void expect(long[] consumed) {
        needed = consumed.length == 0 ? needed : consumed;
        beginAt(begin);
    }

    /**
     * Notes how far the log was when the client came. What lies before, another instance may have shown to another
     * device, which confirmed it: it comes in an answer or not at all, though this instance hears of it later.
     */
    public synchronized void beginAt(long[] ends) {
        begin = ends;
        needed = Arrays.copyOf(needed, Math.max(needed.length, ends.length));
        for (int partition = 0; partition < ends.length; partition++) {
            needed[partition] = Math.max(needed[partition], ends[partition]);
        }
    }

    /**
     * Like {@link #beginAt}, of a log that was asked for its ends after the client was let in: it may lack events
     * between.
     */
    public synchronized void beginLateAt(long[] ends) {
        beginAt(ends);
        complete = false;
        held.removeIf(this::isEarlier);
    }

    /** Whether it is known how far the log was when the client came. */
    public synchronized boolean knowsItsBegin() {
        return begin.length > 0;
    }

    private boolean isEarlier(LiveEvent event) {
        return event.offset() < beginOf(event.partition());
    }

    private long beginOf(int partition) {
        return partition < begin.length ? begin[partition] : 0;
    }

    /** An event that this user must see. */
    void accept(LiveEvent event) {
        if (live || !queue(event)) {
            if (!shown.covers(event)) {
                sink.emit(event.frameFor(userId));
            }
        }
    }

    /** Takes care of the event; false when it is to be emitted at once. */
    private synchronized boolean queue(LiveEvent event) {
        if (live) {
            return false;
        }
        if (isEarlier(event)) {
            return true;
        }
        if (held.size() + outgoing.size() >= Math.max(capacity, missedSoFar + capacity)) {
            sink.overflown();
        } else if (!released.get(event.partition())) {
            held.add(event);
        } else if (!shown.covers(event)) {
            put(event.frameFor(userId));
        }
        return true;
    }

    private void put(EncodedEvent frame) {
        if (outgoing.isEmpty()) {
            sink.emit(frame);
        } else {
            outgoing.add(frame);
        }
    }

    /**
     * Releases the partitions that an answer covers: what was missed comes first, then what was held back. When the
     * last one is released {@code reconnect} follows what was missed. {@link #pump} then sends it.
     *
     * @param consumed how far the log has been consumed by now
     */
    public synchronized Outcome resume(MissedMessages missed, long[] consumed) {
        if (live) {
            return Outcome.ALL_RELEASED;
        }
        BitSet ready = new BitSet();
        int unconsumed = 0;
        for (int partition = 0; partition < needed.length; partition++) {
            if (!released.get(partition) && missed.covers(partition, needed[partition])) {
                boolean isConsumed = partition >= consumed.length
                        || consumed[partition] >= Math.max(missed.upTo(partition), beginOf(partition));
                ready.set(partition, isConsumed);
                unconsumed += isConsumed ? 0 : 1;
            }
        }
        release(ready, missed);
        return outcome(needed.length - released.cardinality(), unconsumed);
    }

    private static Outcome outcome(int waiting, int unconsumed) {
        if (waiting == 0) {
            return Outcome.ALL_RELEASED;
        }
        return unconsumed == 0
                ? Outcome.ANSWER_IS_BEHIND
                : unconsumed < waiting ? Outcome.BOTH_ARE_BEHIND : Outcome.LOG_IS_BEHIND;
    }

    private void release(BitSet ready, MissedMessages missed) {
        if (ready.isEmpty()) {
            return;
        }
        // A chat-service of an earlier version answers with deleted messages too: there is nothing in them to be shown.
        List<Missed> items = missed.items().stream()
                .filter(item -> !item.facts().deleted()
                        && ready.get(
                                TopicPositions.partitionOf(item.facts().chatId().toString(), needed.length)))
                .toList();
        List<LiveEvent> taken = new ArrayList<>();
        released.or(ready);
        boolean last = released.cardinality() >= needed.length;
        held.removeIf(event -> (last || ready.get(event.partition())) && taken.add(event));
        shown = shown.and(items);
        outgoing.addAll(MissedMessageMerge.merge(items, taken, shown, userId));
        missedSoFar +=
                (int) items.stream().filter(item -> !item.facts().withheld()).count();
        complete &= missed.complete();
        if (last) {
            greet(complete);
        }
        taken.stream().filter(event -> !shown.covers(event)).forEach(event -> outgoing.add(event.frameFor(userId)));
    }

    /** Sends {@code reconnect} though partitions are late; their messages follow when they are there. */
    public synchronized void greetWithoutTheRest() {
        if (!live) {
            greet(false);
        }
    }

    private void greet(boolean recovered) {
        if (!greeted) {
            greeted = true;
            outgoing.add(EncodedEvent.of("reconnect", Json.bytes(new Reconnect(recovered, missedSoFar, "user"))));
        }
    }

    /** @param scope whose confirmations decide what is missed: those of all devices of the user */
    private record Reconnect(boolean recovered, int missed, String scope) {}

    /**
     * Sends as much as there is room for.
     *
     * @return whether nothing is left that could be sent now
     */
    public synchronized boolean pump() {
        while (!live && sink.hasRoom()) {
            EncodedEvent next = outgoing.poll();
            if (next != null) {
                sink.emit(next);
            } else if (released.cardinality() < needed.length) {
                return true;
            } else {
                live = true;
                held = null;
                outgoing = null;
                needed = NONE;
                begin = NONE;
            }
        }
        return live;
    }

    /** Forgets what the client was given; to be called when the log can bring none of it any more. */
    public void forgetShown() {
        shown = AlreadyShown.NOTHING;
    }

    /** Events that are held back. */
    synchronized int held() {
        return held == null ? 0 : held.size();
    }

    /** Whether events of every partition go out as they come. */
    public boolean isLive() {
        return live;
    }

    /** Whether the client was sent {@code reconnect}, or it is on its way. */
    public boolean isGreeted() {
        return greeted;
    }
}
