package io.livemarket.socketio.engine;

import io.livemarket.socketio.DisconnectReason;
import io.livemarket.socketio.TransportKind;
import io.livemarket.socketio.protocol.Frame;

/** Carries a session's packets. Called on the session's loop, except where it says otherwise. */
public interface Transport {

    TransportKind kind();

    /** Sends as much of the queue as the network takes; calls nothing of the session but its queue. */
    void flush(OutboundQueue queue);

    /** Ends it, after what was flushed. */
    void close(DisconnectReason reason);

    /** A websocket on its way to become, or that is, a session's transport. */
    interface WebSocket extends Transport {

        /** The loop on which its frames arrive. */
        SessionLoop loop();

        /** Sends one frame past the queue, at once; from any thread. */
        void sendNow(Frame frame);

        @Override
        default TransportKind kind() {
            return TransportKind.WEBSOCKET;
        }
    }
}
