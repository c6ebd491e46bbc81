package io.livemarket.socketio.engine;

/**
 * An HTTP request of the polling transport that waits for its answer. The first answer counts; any thread may give it.
 */
public interface PollingExchange {

    /** Answers with HTTP 200 and that text. */
    void reply(byte[] text);

    void refuse(EngineError error);
}
