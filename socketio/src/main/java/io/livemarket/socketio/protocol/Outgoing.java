package io.livemarket.socketio.protocol;

import java.util.List;

/** Consecutive frames to a client: a packet and its attachments, encoded once for any number of sockets. */
public final class Outgoing {

    private final Frame[] frames;
    private final int bytes;

    private Outgoing(Frame[] frames) {
        this.frames = frames;
        int sum = 0;
        for (Frame frame : frames) {
            sum += frame.wire().length;
        }
        this.bytes = sum;
    }

    public static Outgoing of(Frame frame) {
        return new Outgoing(new Frame[] {frame});
    }

    /** A packet and its attachments. */
    public static Outgoing of(Frame packet, List<byte[]> attachments) {
        Frame[] frames = new Frame[1 + attachments.size()];
        frames[0] = packet;
        for (int i = 1; i < frames.length; i++) {
            frames[i] = Frame.binary(attachments.get(i - 1));
        }
        return new Outgoing(frames);
    }

    public int frameCount() {
        return frames.length;
    }

    public Frame frame(int index) {
        return frames[index];
    }

    /** Bytes on a websocket, headers included. */
    public int bytes() {
        return bytes;
    }
}
