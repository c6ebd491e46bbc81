package io.livemarket.socketio.engine;

/** An HTTP request of the polling transport that waits for its answer. The first answer counts. Thread-safe. */
public interface PollingExchange {

    /** Answers with HTTP 200 and a text. */
    void reply(byte[] text);

    void refuse(EngineError error);
}
