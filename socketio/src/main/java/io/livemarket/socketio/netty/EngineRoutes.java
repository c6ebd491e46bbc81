package io.livemarket.socketio.netty;

import io.livemarket.socketio.AdmissionPolicy;
import io.livemarket.socketio.HandshakeRequest;
import io.livemarket.socketio.TransportKind;
import io.livemarket.socketio.engine.EngineError;
import io.livemarket.socketio.engine.EngineListener;
import io.livemarket.socketio.engine.EngineServer;
import io.livemarket.socketio.engine.EngineSession;
import io.livemarket.socketio.session.UnconnectedSessions;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;

/** Checks every Engine.IO request, then hands it to its transport. */
public final class EngineRoutes {

    private static final String PROTOCOL_VERSION = "4";

    private final EngineServer server;
    private final AdmissionPolicy admission;
    private final UnconnectedSessions unconnected;
    private final Function<HandshakeRequest, EngineListener> listeners;
    private final Origins origins;
    private final HttpAnswers answers;
    private final PollingRoutes polling;
    private final WebSocketRoutes webSockets;

    /**
     * Routes to a server.
     *
     * @param listeners makes the listener of a new session
     */
    public EngineRoutes(
            EngineServer server,
            AdmissionPolicy admission,
            UnconnectedSessions unconnected,
            Function<HandshakeRequest, EngineListener> listeners) {
        this.server = server;
        this.admission = admission;
        this.unconnected = unconnected;
        this.listeners = listeners;
        this.origins = new Origins(server.settings().allowedOrigins());
        this.answers = new HttpAnswers(origins, server.metrics());
        this.polling = new PollingRoutes(server, answers);
        this.webSockets = new WebSocketRoutes(server, answers);
    }

    public void addTo(HttpServerRoutes routes) {
        routes.route(request -> isOwnPath(request.uri()), this::handle);
    }

    private boolean isOwnPath(String uri) {
        String path = server.settings().path();
        int withoutSlash = path.length() - 1;
        if (!uri.startsWith(path.substring(0, withoutSlash))) {
            return false;
        }
        int end = uri.length() > withoutSlash && uri.charAt(withoutSlash) == '/' ? path.length() : withoutSlash;
        return uri.length() == end || uri.charAt(end) == '?';
    }

    private Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
        EngineQuery query = EngineQuery.of(request.uri());
        if (query == null) {
            return answers.refuse(request, response, EngineError.BAD_REQUEST);
        }
        if (!origins.allows(request.requestHeaders())) {
            return answers.refuse(request, response, EngineError.FORBIDDEN);
        }
        if (HttpMethod.OPTIONS.equals(request.method())) {
            return answers.preflight(request, response);
        }
        TransportKind transport = TransportKind.of(query.first("transport"));
        if (transport == null || !server.settings().transports().contains(transport)) {
            return answers.refuse(request, response, EngineError.UNKNOWN_TRANSPORT);
        }
        if (!PROTOCOL_VERSION.equals(query.first("EIO"))) {
            return answers.refuse(request, response, EngineError.UNSUPPORTED_VERSION);
        }
        if (transport == TransportKind.WEBSOCKET && !isUpgrade(request)) {
            return answers.refuse(request, response, EngineError.BAD_REQUEST);
        }
        String sid = query.first("sid");
        return sid == null
                ? open(
                        new EngineRequest(query, transport, request.requestHeaders(), request.remoteAddress()),
                        request,
                        response)
                : resume(server.session(sid), transport, request, response);
    }

    private static boolean isUpgrade(HttpServerRequest request) {
        return request.requestHeaders().contains(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
    }

    private Publisher<Void> open(EngineRequest engineRequest, HttpServerRequest request, HttpServerResponse response) {
        if (!HttpMethod.GET.equals(request.method())) {
            return answers.refuse(request, response, EngineError.BAD_HANDSHAKE_METHOD);
        }
        if (!admission.admits(engineRequest)) {
            return answers.refuse(request, response, EngineError.FORBIDDEN);
        }
        if (!unconnected.hasRoom(engineRequest) || !server.reserve()) {
            return answers.refuse(request, response, EngineError.TOO_MANY_SESSIONS);
        }
        EngineListener listener = listeners.apply(engineRequest);
        return engineRequest.transport() == TransportKind.WEBSOCKET
                ? webSockets.open(listener, request, response)
                : polling.open(listener, request, response);
    }

    private Publisher<Void> resume(
            @Nullable EngineSession session,
            TransportKind transport,
            HttpServerRequest request,
            HttpServerResponse response) {
        if (session == null) {
            return answers.refuse(request, response, EngineError.UNKNOWN_SID);
        }
        return transport == TransportKind.WEBSOCKET
                ? webSockets.upgrade(session, request, response)
                : polling.resume(session, request, response);
    }
}
