package io.livemarket.socketio.engine;

import io.livemarket.socketio.protocol.Frame;
import io.livemarket.socketio.protocol.Outgoing;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The frames that wait for a client. Room is reserved from any thread, against limits by count and by bytes; frames are
 * added and taken on the loop of the session. An empty queue holds no memory for frames.
 */
public final class OutboundQueue {

    private static final AtomicIntegerFieldUpdater<OutboundQueue> FRAMES =
            AtomicIntegerFieldUpdater.newUpdater(OutboundQueue.class, "frames");
    private static final AtomicIntegerFieldUpdater<OutboundQueue> BYTES =
            AtomicIntegerFieldUpdater.newUpdater(OutboundQueue.class, "bytes");

    /** A packet in the queue, or on its way there. */
    static final class Node extends SerialTasks.Task {
        private final EngineSession session;
        private final Outgoing packet;
        private @Nullable Node following;

        Outgoing packet() {
            return packet;
        }

        Node(EngineSession session, Outgoing packet) {
            this.session = session;
            this.packet = packet;
        }

        @Override
        public void run() {
            session.enqueue(this);
        }
    }

    private volatile int frames;
    private volatile int bytes;

    private @Nullable Node head;
    private @Nullable Node tail;
    private int nextFrame;
    private boolean pingWaits;

    /** Reserves room for a packet, unless the queue would exceed a limit. */
    boolean reserve(Outgoing packet, int maxFrames, int maxBytes) {
        int newFrames = FRAMES.addAndGet(this, packet.frameCount());
        int newBytes = BYTES.addAndGet(this, packet.bytes());
        if (newFrames <= maxFrames && newBytes <= maxBytes) {
            return true;
        }
        FRAMES.addAndGet(this, -packet.frameCount());
        BYTES.addAndGet(this, -packet.bytes());
        return false;
    }

    /** Reserves room beyond the limits, for the few packets of the protocol itself. */
    void reserve(Outgoing packet) {
        FRAMES.addAndGet(this, packet.frameCount());
        BYTES.addAndGet(this, packet.bytes());
    }

    void add(Node node) {
        if (tail == null) {
            head = node;
        } else {
            tail.following = node;
        }
        tail = node;
        pingWaits |= node.packet.frame(0) == Frame.PING;
    }

    /** Whether a ping is queued, which the client therefore cannot have received. */
    boolean holdsPing() {
        return pingWaits;
    }

    public boolean isEmpty() {
        return head == null;
    }

    /** Frames that are queued, or on their way to the queue. */
    public int frames() {
        return frames;
    }

    /** Bytes of everything that is queued, or on its way to the queue. */
    public int bytes() {
        return bytes;
    }

    /** The next frame, which stays in the queue; absent when the queue is empty. */
    public @Nullable Frame peek() {
        return head == null ? null : head.packet.frame(nextFrame);
    }

    /** Removes the next frame; absent when the queue is empty. */
    public @Nullable Frame take() {
        Node first = head;
        if (first == null) {
            return null;
        }
        Frame frame = first.packet.frame(nextFrame);
        advance(first);
        pingWaits &= frame != Frame.PING;
        FRAMES.decrementAndGet(this);
        BYTES.addAndGet(this, -frame.wire().length);
        return frame;
    }

    private void advance(Node first) {
        nextFrame++;
        if (nextFrame == first.packet.frameCount()) {
            nextFrame = 0;
            head = first.following;
            if (head == null) {
                tail = null;
            }
        }
    }

    /** Releases the room of a packet that was reserved and not added. */
    void release(Outgoing packet) {
        FRAMES.addAndGet(this, -packet.frameCount());
        BYTES.addAndGet(this, -packet.bytes());
    }

    /**
     * Removes all frames.
     *
     * @return the number of removed frames
     */
    int clear() {
        int dropped = 0;
        while (take() != null) {
            dropped++;
        }
        return dropped;
    }
}
