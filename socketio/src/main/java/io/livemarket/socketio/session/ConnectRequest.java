package io.livemarket.socketio.session;

import io.livemarket.socketio.Handshake;
import io.livemarket.socketio.HandshakeRequest;
import io.livemarket.socketio.TransportKind;
import java.net.InetSocketAddress;
import tools.jackson.databind.node.ObjectNode;

/** A CONNECT packet with the HTTP request behind it. */
record ConnectRequest(HandshakeRequest request, String namespace, ObjectNode auth) implements Handshake {

    @Override
    public String header(String name) {
        return request.header(name);
    }

    @Override
    public String query(String name) {
        return request.query(name);
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return request.remoteAddress();
    }

    @Override
    public TransportKind transport() {
        return request.transport();
    }
}
