package io.livemarket.socketio.netty;

import io.livemarket.socketio.SocketIoMetrics;
import io.livemarket.socketio.engine.EngineError;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** Writes HTTP responses, with the CORS headers that let an allowed page read them. */
final class HttpAnswers {

    private static final byte[] NOTHING = {};

    private final Origins origins;
    private final SocketIoMetrics metrics;

    HttpAnswers(Origins origins, SocketIoMetrics metrics) {
        this.origins = origins;
        this.metrics = metrics;
    }

    /** Refuses a request that belongs to no session. */
    Publisher<Void> refuse(HttpServerRequest request, HttpServerResponse response, EngineError error) {
        HttpPollingExchange exchange = new HttpPollingExchange(request);
        exchange.refuse(error);
        return exchange.answer(this, request, response);
    }

    /** Answers a preflight request. */
    Publisher<Void> preflight(HttpServerRequest request, HttpServerResponse response) {
        origins.addPreflightTo(response.responseHeaders(), request.requestHeaders());
        HttpPollingExchange exchange = new HttpPollingExchange(request);
        exchange.reply(NOTHING);
        return exchange.answer(this, request, response);
    }

    Publisher<Void> text(HttpServerRequest request, HttpServerResponse response, byte[] body) {
        return write(request, response, "text/plain; charset=UTF-8", body);
    }

    /**
     * Answers with the status and JSON of an error. The body of a request that is too large is not read: the connection
     * closes.
     */
    Publisher<Void> error(HttpServerRequest request, HttpServerResponse response, EngineError error) {
        metrics.requestRefused(error.status() == 400 ? error.code() : error.status());
        response.status(error.status());
        if (error == EngineError.PAYLOAD_TOO_LARGE) {
            response.keepAlive(false);
        }
        if (error == EngineError.UNSUPPORTED_WEBSOCKET_VERSION) {
            response.header(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "13");
        }
        return write(request, response, "application/json", error.body());
    }

    private Publisher<Void> write(HttpServerRequest request, HttpServerResponse response, String type, byte[] body) {
        origins.addTo(response.responseHeaders(), request.requestHeaders());
        response.header(HttpHeaderNames.CONTENT_TYPE, type)
                .header(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.length))
                .header(HttpHeaderNames.CACHE_CONTROL, "no-store");
        return response.send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body)));
    }
}
