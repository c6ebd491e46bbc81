package io.livemarket.socketio.netty;

import io.livemarket.socketio.HandshakeRequest;
import io.livemarket.socketio.TransportKind;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** A request that asks for a session, detached from the HTTP exchange that carried it. */
record EngineRequest(
        EngineQuery parameters,
        TransportKind transport,
        HttpHeaders headers,
        @Nullable InetSocketAddress remoteAddress) implements HandshakeRequest {

    @Override
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    @Override
    public @Nullable String query(String name) {
        return parameters.first(name);
    }
}
