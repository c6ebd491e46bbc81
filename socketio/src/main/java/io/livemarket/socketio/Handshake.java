package io.livemarket.socketio;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The request of a client to connect to a namespace. */
public interface Handshake extends HandshakeRequest {

    /** The namespace, {@code /} unless others were configured. */
    String namespace();

    /** The {@code auth} object of the client; empty when the client gave none. */
    ObjectNode auth();

    /** The transport of the request that opened the session; the session may have been upgraded since. */
    @Override
    TransportKind transport();

    @Override
    @Nullable
    InetSocketAddress remoteAddress();
}
