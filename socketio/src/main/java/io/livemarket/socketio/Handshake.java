package io.livemarket.socketio;

import java.net.InetSocketAddress;
import tools.jackson.databind.node.ObjectNode;

/** A client's wish to connect to a namespace. */
public interface Handshake extends HandshakeRequest {

    /** The namespace, {@code /} unless others were configured. */
    String namespace();

    /** What the client gave as {@code auth}; an empty object when it gave nothing. */
    ObjectNode auth();

    /** Of the request that opened the session; an upgrade may have happened since. */
    @Override
    TransportKind transport();

    @Override
    InetSocketAddress remoteAddress();
}
