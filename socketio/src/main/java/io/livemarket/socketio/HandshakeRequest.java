package io.livemarket.socketio;

import java.net.InetSocketAddress;

/** The HTTP request that opened, or wants to open, a session. */
public interface HandshakeRequest {

    /** The first header of that name (in any case), or null. */
    String header(String name);

    /** The first query parameter of that name, decoded, or null. */
    String query(String name);

    /** The peer's address as the HTTP server knows it. */
    InetSocketAddress remoteAddress();

    TransportKind transport();
}
