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
import org.jspecify.annotations.Nullable;

/**
 * The events for one socket, in their order. Until the client has received its missed messages, chat events are held
 * back, separately for each partition of the log: a partition whose missed messages are known continues while a late
 * partition waits. Messages of a chat are sent in the order of their {@code seq}.
 *
 * <p>{@link #accept} is called by the thread that reads the log, all other methods by the threads that fetch missed
 * messages. While any event is held back, every event is emitted under the lock of this object.
 */
public final class SocketBacklog {

    private static final long[] NONE = {};

    private final UUID userId;
    private final FrameSink sink;
    private final int capacity;
    private volatile boolean live;
    private volatile boolean greeted;
    private volatile AlreadyShown shown = AlreadyShown.NOTHING;

    // Guarded by this.
    private @Nullable Queues queues = new Queues(new ArrayDeque<>(4), new ArrayDeque<>(4)); // Absent once live.
    private long[] needed = {0};
    private long[] begin = NONE;
    private final BitSet released = new BitSet();
    private int missedSoFar;
    private boolean complete = true;

    /**
     * The events that wait.
     *
     * @param held events of partitions that are not released
     * @param outgoing frames that the socket had no room for
     */
    private record Queues(ArrayDeque<LiveEvent> held, ArrayDeque<EncodedEvent> outgoing) {}

    /** @param capacity events that may be held back */
    public SocketBacklog(UUID userId, FrameSink sink, int capacity) {
        this.userId = userId;
        this.sink = sink;
        this.capacity = capacity;
    }

    /** The step that is due after an answer. */
    public enum Outcome {
        /** Every partition is released. */
        ALL_RELEASED,
        /** The answer holds messages that are not consumed from the log yet: to be merged again later. */
        LOG_IS_BEHIND,
        /** The answer lacks messages that had been consumed from the log before: another answer is needed. */
        ANSWER_IS_BEHIND,
        /** The log is behind for some partitions, and the answer for others. */
        BOTH_ARE_BEHIND
    }

    /**
     * Records the consumed offsets at the registration of this backlog: events before them can only come in an answer.
     */
    public synchronized void expect(long[] consumed) {
        needed = consumed.length == 0 ? needed : consumed;
        beginAt(begin);
    }

    /**
     * Records the ends of the log at the CONNECT of the client. Another instance may have shown earlier events to
     * another device, which confirmed them: they come in an answer or not at all, although this instance consumes them
     * later.
     */
    public synchronized void beginAt(long[] ends) {
        begin = ends;
        needed = Arrays.copyOf(needed, Math.max(needed.length, ends.length));
        for (int partition = 0; partition < ends.length; partition++) {
            needed[partition] = Math.max(needed[partition], ends[partition]);
        }
    }

    /**
     * Records the ends of the log, like {@link #beginAt}, when they were read after the client was accepted: events in
     * between may be missing, so that the recovery is not complete.
     */
    public synchronized void beginLateAt(long[] ends) {
        beginAt(ends);
        complete = false;
        if (queues != null) {
            queues.held().removeIf(this::isEarlier);
        }
    }

    /** Whether the ends of the log at the CONNECT of the client are known. */
    public synchronized boolean knowsItsBegin() {
        return begin.length > 0;
    }

    private boolean isEarlier(LiveEvent event) {
        return event.offset() < beginOf(event.partition());
    }

    private long beginOf(int partition) {
        return partition < begin.length ? begin[partition] : 0;
    }

    /** Takes an event that the user must see. */
    void accept(LiveEvent event) {
        if (live || !queue(event)) {
            if (!shown.covers(event)) {
                sink.emit(event.frameFor(userId));
            }
        }
    }

    /** Queues, holds or drops the event; false when it is to be emitted at once. */
    private synchronized boolean queue(LiveEvent event) {
        Queues waiting = queues;
        if (waiting == null) {
            return false;
        }
        if (isEarlier(event)) {
            return true;
        }
        if (waiting.held().size() + waiting.outgoing().size() >= Math.max(capacity, missedSoFar + capacity)) {
            sink.overflown();
        } else if (!released.get(event.partition())) {
            waiting.held().add(event);
        } else if (!shown.covers(event)) {
            put(waiting.outgoing(), event.frameFor(userId));
        }
        return true;
    }

    private void put(ArrayDeque<EncodedEvent> outgoing, EncodedEvent frame) {
        if (outgoing.isEmpty()) {
            sink.emit(frame);
        } else {
            outgoing.add(frame);
        }
    }

    /**
     * Releases the partitions that an answer covers: missed messages come first, then held events. At the release of
     * the last partition {@code reconnect} follows the missed messages. {@link #pump} then sends the frames.
     *
     * @param consumed the offsets up to which the log is consumed now
     */
    public synchronized Outcome resume(MissedMessages missed, long[] consumed) {
        Queues waiting = queues;
        if (waiting == null) {
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
        release(ready, missed, waiting);
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

    private void release(BitSet ready, MissedMessages missed, Queues waiting) {
        if (ready.isEmpty()) {
            return;
        }
        // A chat-service of an earlier version answers with deleted messages too; they have nothing to be shown.
        List<Missed> items = missed.items().stream()
                .filter(item -> !item.facts().deleted()
                        && ready.get(TopicPositions.partitionOf(item.chatId().toString(), needed.length)))
                .toList();
        List<LiveEvent> taken = new ArrayList<>();
        released.or(ready);
        boolean last = released.cardinality() >= needed.length;
        waiting.held().removeIf(event -> (last || ready.get(event.partition())) && taken.add(event));
        shown = shown.and(items);
        ArrayDeque<EncodedEvent> outgoing = waiting.outgoing();
        outgoing.addAll(MissedMessageMerge.merge(items, taken, shown, userId));
        missedSoFar +=
                (int) items.stream().filter(item -> !item.facts().withheld()).count();
        complete &= missed.complete();
        if (last) {
            greet(outgoing, complete);
        }
        taken.stream().filter(event -> !shown.covers(event)).forEach(event -> outgoing.add(event.frameFor(userId)));
    }

    /** Sends {@code reconnect} although partitions are late; their messages follow later. */
    public synchronized void greetWithoutTheRest() {
        if (queues != null) {
            greet(queues.outgoing(), false);
        }
    }

    private void greet(ArrayDeque<EncodedEvent> outgoing, boolean recovered) {
        if (!greeted) {
            greeted = true;
            outgoing.add(EncodedEvent.of("reconnect", Json.bytes(new Reconnect(recovered, missedSoFar, "user"))));
        }
    }

    /** @param scope {@code user}: the confirmations of all devices of the user decide which messages are missed */
    private record Reconnect(boolean recovered, int missed, String scope) {}

    /**
     * Sends as many frames as the socket has room for.
     *
     * @return whether no frame is left that could be sent now
     */
    public synchronized boolean pump() {
        while (queues != null && sink.hasRoom()) {
            EncodedEvent next = queues.outgoing().poll();
            if (next != null) {
                sink.emit(next);
            } else if (released.cardinality() < needed.length) {
                return true;
            } else {
                live = true;
                queues = null;
                needed = NONE;
                begin = NONE;
            }
        }
        return live;
    }

    /**
     * Forgets the missed messages that the client was sent; to be called when the log can deliver none of them any
     * more.
     */
    public void forgetShown() {
        shown = AlreadyShown.NOTHING;
    }

    /** The number of held events. */
    synchronized int held() {
        return queues == null ? 0 : queues.held().size();
    }

    /** Whether events of every partition are sent as they are consumed. */
    public boolean isLive() {
        return live;
    }

    /** Whether {@code reconnect} was sent to the client or is queued. */
    public boolean isGreeted() {
        return greeted;
    }
}
