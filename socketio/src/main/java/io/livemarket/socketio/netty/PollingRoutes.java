package io.livemarket.socketio.netty;

import io.livemarket.socketio.DisconnectReason;
import io.livemarket.socketio.engine.EngineError;
import io.livemarket.socketio.engine.EngineListener;
import io.livemarket.socketio.engine.EngineServer;
import io.livemarket.socketio.engine.EngineSession;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** Handles the requests of the polling transport. */
final class PollingRoutes {

    private final EngineServer server;
    private final HttpAnswers answers;

    PollingRoutes(EngineServer server, HttpAnswers answers) {
        this.server = server;
        this.answers = answers;
    }

    Publisher<Void> open(EngineListener listener, HttpServerRequest request, HttpServerResponse response) {
        HttpPollingExchange exchange = new HttpPollingExchange(request);
        server.openPolling(NettyLoop.of(exchange.loop()), listener, exchange);
        return exchange.answer(answers, request, response);
    }

    Publisher<Void> resume(EngineSession session, HttpServerRequest request, HttpServerResponse response) {
        if (HttpMethod.GET.equals(request.method())) {
            return poll(session, request, response);
        }
        return HttpMethod.POST.equals(request.method())
                ? post(session, request, response)
                : answers.refuse(request, response, EngineError.BAD_REQUEST);
    }

    private Publisher<Void> poll(EngineSession session, HttpServerRequest request, HttpServerResponse response) {
        HttpPollingExchange exchange = new HttpPollingExchange(request);
        session.poll(exchange);
        return exchange.answer(answers, request, response).doOnCancel(() -> session.pollAborted(exchange));
    }

    private Publisher<Void> post(EngineSession session, HttpServerRequest request, HttpServerResponse response) {
        int limit = server.settings().limits().maxPayload();
        if (declaredLength(request) > limit) {
            session.close(DisconnectReason.PAYLOAD_TOO_LARGE);
            return answers.refuse(request, response, EngineError.PAYLOAD_TOO_LARGE);
        }
        HttpPollingExchange exchange = new HttpPollingExchange(request);
        session.postStarted(exchange);
        Mono<Void> body = request.receive()
                .reduceWith(() -> new LimitedBody(limit), LimitedBody::add)
                .doOnSuccess(received -> session.postReceived(exchange, received.bytes()))
                .doOnCancel(() -> session.postAborted(exchange, DisconnectReason.TRANSPORT_CLOSE))
                .onErrorResume(failure -> {
                    failed(session, exchange, failure);
                    return Mono.empty();
                })
                .then();
        return body.then(exchange.answer(answers, request, response));
    }

    private static void failed(EngineSession session, HttpPollingExchange exchange, Throwable failure) {
        boolean tooLarge = failure instanceof LimitedBody.TooLargeException;
        exchange.refuse(tooLarge ? EngineError.PAYLOAD_TOO_LARGE : EngineError.BAD_REQUEST);
        session.postAborted(exchange, tooLarge ? DisconnectReason.PAYLOAD_TOO_LARGE : DisconnectReason.TRANSPORT_CLOSE);
    }

    private static long declaredLength(HttpServerRequest request) {
        String length = request.requestHeaders().get(HttpHeaderNames.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length.trim());
        } catch (NumberFormatException _) {
            return Long.MAX_VALUE;
        }
    }
}
