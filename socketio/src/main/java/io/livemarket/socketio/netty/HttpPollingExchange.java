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
 * A request whose response may be decided on any thread and at any time, and is written in a separate turn of the loop
 * of the connection.
 *
 * <p>Never on another thread and never inside the handler of the request: Reactor Netty 1.3.7 stops reading a
 * connection for good when it answers a request before it has processed the end of that request, if the request arrived
 * before the end of its predecessor, whose response another thread wrote, or was pipelined.
 */
final class HttpPollingExchange implements PollingExchange {

    private static final Logger log = LoggerFactory.getLogger(HttpPollingExchange.class);

    private sealed interface Answer {

        record Text(byte[] body) implements Answer {}

        record Refusal(EngineError error) implements Answer {}
    }

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
        decide(new Answer.Text(text));
    }

    @Override
    public void refuse(EngineError error) {
        decide(new Answer.Refusal(error));
    }

    private void decide(Answer answer) {
        try {
            loop.execute(() -> decided.tryEmitValue(answer));
        } catch (RejectedExecutionException _) {
            log.debug("HTTP response dropped: the event loop has shut down");
        }
    }

    /** Writes the response once it is decided. */
    Mono<Void> answer(HttpAnswers answers, HttpServerRequest request, HttpServerResponse response) {
        return decided.asMono()
                .flatMap(answer -> Mono.from(
                        switch (answer) {
                            case Answer.Text(byte[] body) -> answers.text(request, response, body);
                            case Answer.Refusal(EngineError error) -> answers.error(request, response, error);
                        }));
    }
}
