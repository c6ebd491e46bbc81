package io.livemarket.socketio.netty;

import io.livemarket.socketio.engine.EngineError;
import io.livemarket.socketio.engine.PollingExchange;
import io.netty.channel.EventLoop;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * A request whose response is decided by anyone, when they like, and written in a turn of its own of the connection's
 * loop.
 *
 * <p>Never from another thread and never from inside the request's handler: Reactor Netty 1.3.7 stops reading a
 * connection for good when a request that overtook the end of its predecessor, whose response another thread wrote, or
 * that was pipelined, is answered before its own end was processed.
 */
final class HttpPollingExchange implements PollingExchange {

    private static final Logger log = LoggerFactory.getLogger(HttpPollingExchange.class);

    private record Answer(byte[] text, EngineError error) {}

    private final Sinks.One<Answer> decided = Sinks.one();
    private final EventLoop loop;

    HttpPollingExchange(HttpServerRequest request) {
        EventLoop[] own = new EventLoop[1];
        request.withConnection(connection -> own[0] = connection.channel().eventLoop());
        this.loop = own[0];
    }

    EventLoop loop() {
        return loop;
    }

    @Override
    public void reply(byte[] text) {
        decide(new Answer(text, null));
    }

    @Override
    public void refuse(EngineError error) {
        decide(new Answer(null, error));
    }

    private void decide(Answer answer) {
        try {
            loop.execute(() -> decided.tryEmitValue(answer));
        } catch (RejectedExecutionException _) {
            log.debug("The event loop has shut down; a response is dropped");
        }
    }

    /** Writes the response once it was decided. */
    Mono<Void> answer(HttpAnswers answers, HttpServerRequest request, HttpServerResponse response) {
        return decided.asMono()
                .flatMap(answer -> Mono.from(
                        answer.error() == null
                                ? answers.text(request, response, answer.text())
                                : answers.error(request, response, answer.error())));
    }
}
