package io.livemarket.socketio.netty;

import io.livemarket.socketio.engine.EngineError;
import io.livemarket.socketio.engine.PollingExchange;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** A request whose response the session decides, when it likes. */
final class HttpPollingExchange implements PollingExchange {

    private record Answer(byte[] text, EngineError error) {}

    private final Sinks.One<Answer> decided = Sinks.one();

    @Override
    public void reply(byte[] text) {
        decided.tryEmitValue(new Answer(text, null));
    }

    @Override
    public void refuse(EngineError error) {
        decided.tryEmitValue(new Answer(null, error));
    }

    /** Writes the response once it was decided. */
    Mono<Void> answer(HttpAnswers answers, HttpServerRequest request, HttpServerResponse response) {
        return decided.asMono().flatMap(answer -> Mono.from(answer.error() == null
                ? answers.text(request, response, answer.text())
                : answers.refuse(request, response, answer.error())));
    }
}
