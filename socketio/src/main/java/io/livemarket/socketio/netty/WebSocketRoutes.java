package io.livemarket.socketio.netty;

import io.livemarket.socketio.engine.EngineError;
import io.livemarket.socketio.engine.EngineListener;
import io.livemarket.socketio.engine.EngineServer;
import io.livemarket.socketio.engine.EngineSession;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpServerCodec;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Handles the requests of the websocket transport: checks them (RFC 6455, section 4.2.1) and takes over their channels.
 */
final class WebSocketRoutes {

    private final EngineServer server;
    private final HttpAnswers answers;

    WebSocketRoutes(EngineServer server, HttpAnswers answers) {
        this.server = server;
        this.answers = answers;
    }

    /** Opens a session in a reserved place. */
    Publisher<Void> open(EngineListener listener, HttpServerRequest request, HttpServerResponse response) {
        EngineError problem = check(request);
        if (problem != null) {
            server.release();
            return answers.refuse(request, response, problem);
        }
        return takeOver(request, new ChannelTakeover.Purpose() {
            @Override
            public void taken(WebSocketConnection webSocket) {
                webSocket.bind(server.openWebSocket(listener, webSocket));
            }

            @Override
            public void lost() {
                server.release();
            }
        });
    }

    /** Offers a websocket to a session, which closes a websocket that it cannot use. */
    Publisher<Void> upgrade(EngineSession session, HttpServerRequest request, HttpServerResponse response) {
        EngineError problem = check(request);
        if (problem != null) {
            return answers.refuse(request, response, problem);
        }
        return takeOver(request, webSocket -> {
            webSocket.bind(session);
            session.upgradeTo(webSocket);
        });
    }

    private Publisher<Void> takeOver(HttpServerRequest request, ChannelTakeover.Purpose purpose) {
        String key = request.requestHeaders().get(HttpHeaderNames.SEC_WEBSOCKET_KEY);
        request.withConnection(connection -> {
            ChannelTakeover takeover = new ChannelTakeover(server, connection, key, purpose);
            // In the next turn of the loop, when the HTTP decoder has handed over the whole request.
            connection.channel().eventLoop().execute(takeover);
        });
        return Mono.never();
    }

    private static @Nullable EngineError check(HttpServerRequest request) {
        HttpHeaders headers = request.requestHeaders();
        String key = headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY);
        boolean hasBody = headers.contains(HttpHeaderNames.TRANSFER_ENCODING)
                || !"0".equals(headers.get(HttpHeaderNames.CONTENT_LENGTH, "0"));
        if (!HttpMethod.GET.equals(request.method())
                || hasBody
                || key == null
                || key.length() != 24
                || !headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                || !isHttp1(request)) {
            return EngineError.BAD_REQUEST;
        }
        return "13".equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))
                ? null
                : EngineError.UNSUPPORTED_WEBSOCKET_VERSION;
    }

    private static boolean isHttp1(HttpServerRequest request) {
        boolean[] found = new boolean[1];
        request.withConnection((Connection connection) ->
                found[0] = connection.channel().pipeline().get(HttpServerCodec.class) != null);
        return found[0];
    }
}
