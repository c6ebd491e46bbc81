package io.livemarket.socketio.engine;

import io.livemarket.socketio.DisconnectReason;
import io.livemarket.socketio.TransportKind;
import io.livemarket.socketio.protocol.Frame;

/** Carries the packets of a session. Called on the loop of the session unless documented otherwise. */
public interface Transport {

    TransportKind kind();

    /** Sends as many queued frames as the network accepts. Calls nothing of the session but its queue. */
    void flush(OutboundQueue queue);

    /** Closes the transport, after the frames that were flushed. */
    void close(DisconnectReason reason);

    /** A websocket that is, or is about to become, the transport of a session. */
    interface WebSocket extends Transport {

        /** The loop on which the frames of the websocket arrive. */
        SessionLoop loop();

        /** Sends one frame at once, ahead of the queue. Thread-safe. */
        void sendNow(Frame frame);

        @Override
        default TransportKind kind() {
            return TransportKind.WEBSOCKET;
        }
    }
}
