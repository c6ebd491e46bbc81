package io.livemarket.socketio.engine;

import io.livemarket.socketio.protocol.Frame;
import io.livemarket.socketio.protocol.Outgoing;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * The frames that wait for a client. Room is reserved from any thread, against limits by count and by bytes; adding and
 * taking happen on the session's loop. It holds no memory for frames while it is empty.
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
        private Node following;

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

    private Node head;
    private Node tail;
    private int nextFrame;
    private boolean pingWaits;

    /** Takes room for a packet, or refuses. */
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

    /** Takes room whatever the limits are, for the few packets of the protocol itself. */
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

    /** Whether a ping waits, which the client cannot have got. */
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

    /** The next frame without taking it, or null. */
    public Frame peek() {
        return head == null ? null : head.packet.frame(nextFrame);
    }

    public Frame take() {
        Frame frame = peek();
        if (frame != null) {
            advance();
            pingWaits &= frame != Frame.PING;
            FRAMES.decrementAndGet(this);
            BYTES.addAndGet(this, -frame.wire().length);
        }
        return frame;
    }

    private void advance() {
        nextFrame++;
        if (nextFrame == head.packet.frameCount()) {
            nextFrame = 0;
            head = head.following;
            if (head == null) {
                tail = null;
            }
        }
    }

    /** Gives room back that a packet reserved which was not added. */
    void release(Outgoing packet) {
        FRAMES.addAndGet(this, -packet.frameCount());
        BYTES.addAndGet(this, -packet.bytes());
    }

    /** Forgets everything and says how many frames that were. */
    int clear() {
        int dropped = 0;
        while (take() != null) {
            dropped++;
        }
        return dropped;
    }
}
