package io.livemarket.socketio;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** The HTTP request that opened a session, or asks to open one. */
public interface HandshakeRequest {

    /** The first header of a name (case-insensitive). */
    @Nullable
    String header(String name);

    /** The first query parameter of a name, decoded. */
    @Nullable
    String query(String name);

    /**
     * The peer's address as the HTTP server knows it; absent where the connection has none, such as a Unix domain
     * socket.
     */
    @Nullable
    InetSocketAddress remoteAddress();

    TransportKind transport();
}
