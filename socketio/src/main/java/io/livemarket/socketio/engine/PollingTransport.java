package io.livemarket.socketio.engine;

import io.livemarket.socketio.DisconnectReason;
import io.livemarket.socketio.SocketIoMetrics;
import io.livemarket.socketio.TransportKind;
import io.livemarket.socketio.protocol.Frame;
import io.livemarket.socketio.protocol.PollingPayload;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * HTTP long-polling: at most one GET waits for packets and at most one POST brings packets. Confined to the tasks of
 * the session.
 */
final class PollingTransport implements Transport {

    private static final byte[] OK = {'o', 'k'};

    private final SocketIoMetrics metrics;
    private @Nullable PollingExchange poll;
    private @Nullable PollingExchange post;

    PollingTransport(SocketIoMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public TransportKind kind() {
        return TransportKind.POLLING;
    }

    /** Keeps a GET until there is a frame to send; false when another GET is waiting. */
    boolean startPoll(PollingExchange exchange) {
        if (poll != null) {
            return false;
        }
        poll = exchange;
        return true;
    }

    boolean isPolled() {
        return poll != null;
    }

    /** The client closed the connection of its waiting GET; false when another GET is waiting. */
    boolean abortPoll(PollingExchange exchange) {
        boolean isCurrent = poll == exchange;
        poll = isCurrent ? null : poll;
        return isCurrent;
    }

    boolean startPost(PollingExchange exchange) {
        if (post != null) {
            return false;
        }
        post = exchange;
        return true;
    }

    boolean isPosting(PollingExchange exchange) {
        return post == exchange;
    }

    boolean abortPost(PollingExchange exchange) {
        boolean isCurrent = post == exchange;
        post = isCurrent ? null : post;
        return isCurrent;
    }

    void finishPost() {
        if (post != null) {
            post.reply(OK);
            post = null;
        }
    }

    /** Answers a waiting GET with one packet, past the queue. */
    void answerPoll(Frame frame) {
        if (poll != null) {
            answer(poll, List.of(frame));
        }
    }

    @Override
    public void flush(OutboundQueue queue) {
        PollingExchange waiting = poll;
        if (waiting == null || queue.isEmpty()) {
            return;
        }
        List<Frame> frames = new ArrayList<>();
        for (Frame frame = queue.take(); frame != null; frame = queue.take()) {
            frames.add(frame);
        }
        answer(waiting, frames);
    }

    private void answer(PollingExchange waiting, List<Frame> frames) {
        poll = null;
        byte[] body = PollingPayload.encode(frames);
        metrics.framesSent(frames.size(), body.length);
        waiting.reply(body);
    }

    /** The frame that answers the last GET: a CLOSE, or a NOOP for a client that closed the session itself. */
    static Frame farewell(DisconnectReason reason) {
        return reason == DisconnectReason.CLIENT_DISCONNECT ? Frame.NOOP : Frame.CLOSE;
    }

    /** Refuses a GET that arrived after an upgrade replaced this transport. */
    void refusePoll() {
        if (poll != null) {
            poll.refuse(EngineError.BAD_REQUEST);
            poll = null;
        }
    }

    @Override
    public void close(DisconnectReason reason) {
        answerPoll(farewell(reason));
        if (post == null) {
            return;
        }
        if (reason == DisconnectReason.CLIENT_DISCONNECT || reason == DisconnectReason.SERVER_DISCONNECT) {
            finishPost();
        } else {
            post.refuse(EngineError.BAD_REQUEST);
            post = null;
        }
    }
}
