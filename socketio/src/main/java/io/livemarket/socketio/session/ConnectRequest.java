package io.livemarket.socketio.session;

import io.livemarket.socketio.Handshake;
import io.livemarket.socketio.HandshakeRequest;
import io.livemarket.socketio.TransportKind;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A CONNECT packet and the HTTP request that opened its session. */
record ConnectRequest(HandshakeRequest request, String namespace, ObjectNode auth) implements Handshake {

    @Override
    public @Nullable String header(String name) {
        return request.header(name);
    }

    @Override
    public @Nullable String query(String name) {
        return request.query(name);
    }

    @Override
    public @Nullable InetSocketAddress remoteAddress() {
        return request.remoteAddress();
    }

    @Override
    public TransportKind transport() {
        return request.transport();
    }
}
