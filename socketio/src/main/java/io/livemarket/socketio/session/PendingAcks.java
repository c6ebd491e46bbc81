package io.livemarket.socketio.session;

import io.livemarket.socketio.engine.EngineSession;
import io.livemarket.socketio.engine.SessionLoop;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.node.ArrayNode;

/** The answers of clients that a socket awaits. Confined to the tasks of the session. */
final class PendingAcks {

    private record Waiting(CompletableFuture<ArrayNode> answer, SessionLoop.Timer timer) {}

    private final EngineSession engine;
    private final Map<Long, Waiting> waiting = new HashMap<>();
    private long nextId;

    PendingAcks(EngineSession engine) {
        this.engine = engine;
    }

    long add(CompletableFuture<ArrayNode> answer, Duration timeout) {
        long id = nextId++;
        SessionLoop.Timer timer = engine.schedule(() -> expire(id), timeout.toMillis());
        waiting.put(id, new Waiting(answer, timer));
        return id;
    }

    private void expire(long id) {
        Waiting expired = waiting.remove(id);
        if (expired != null) {
            expired.answer().completeExceptionally(new TimeoutException("The client did not acknowledge in time"));
        }
    }

    /** Completes an answer; an unknown or late one is ignored. */
    void complete(long id, ArrayNode arguments) {
        Waiting answered = waiting.remove(id);
        if (answered != null) {
            answered.timer().cancel();
            answered.answer().complete(arguments);
        }
    }

    void cancel(long id) {
        Waiting cancelled = waiting.remove(id);
        if (cancelled != null) {
            cancelled.timer().cancel();
            cancelled.answer().cancel(false);
        }
    }

    void cancelAll() {
        List.copyOf(waiting.keySet()).forEach(this::cancel);
    }
}
