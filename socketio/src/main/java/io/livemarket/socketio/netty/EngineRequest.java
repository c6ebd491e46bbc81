package io.livemarket.socketio.netty;

import io.livemarket.socketio.HandshakeRequest;
import io.livemarket.socketio.TransportKind;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import reactor.netty.http.server.HttpServerRequest;

/** What a request says, detached from the exchange that brought it. */
final class EngineRequest implements HandshakeRequest {

    private final Map<String, List<String>> query;
    private final HttpHeaders headers;
    private final InetSocketAddress remoteAddress;

    private EngineRequest(Map<String, List<String>> query, HttpHeaders headers, InetSocketAddress remoteAddress) {
        this.query = query;
        this.headers = headers;
        this.remoteAddress = remoteAddress;
    }

    /** Reads the request; null when its query cannot be decoded. */
    static EngineRequest of(HttpServerRequest request) {
        try {
            return new EngineRequest(
                    new QueryStringDecoder(request.uri()).parameters(),
                    request.requestHeaders(),
                    request.remoteAddress());
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    HttpHeaders headers() {
        return headers;
    }

    @Override
    public String header(String name) {
        return headers.get(name);
    }

    @Override
    public String query(String name) {
        List<String> values = query.get(name);
        return values == null ? null : values.getFirst();
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return remoteAddress;
    }

    /** Null when the parameter is missing or unknown. */
    @Override
    public TransportKind transport() {
        return TransportKind.of(query("transport"));
    }
}
