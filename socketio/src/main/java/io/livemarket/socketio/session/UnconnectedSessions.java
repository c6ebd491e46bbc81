package io.livemarket.socketio.session;

import io.livemarket.socketio.HandshakeRequest;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Counts, for each source of requests, the sessions that are not connected to a namespace yet: each takes a place, and
 * has not been authorized to connect. Thread-safe.
 */
public final class UnconnectedSessions {

    /** No limit. */
    public static final UnconnectedSessions UNLIMITED = new UnconnectedSessions(Integer.MAX_VALUE, _ -> "");

    private final int most;
    private final Function<HandshakeRequest, String> sources;
    private final ConcurrentHashMap<String, Integer> bySource = new ConcurrentHashMap<>();

    /**
     * @param most the limit of each source
     * @param sources gives the source of a request, such as its address
     */
    public UnconnectedSessions(int most, Function<HandshakeRequest, String> sources) {
        this.most = most;
        this.sources = sources;
    }

    /** Whether a session may be opened for a request. Sessions that open concurrently may exceed the limit by a few. */
    public boolean hasRoom(HandshakeRequest request) {
        return most == Integer.MAX_VALUE || bySource.getOrDefault(sources.apply(request), 0) < most;
    }

    /**
     * Counts an opened session.
     *
     * @return the source, for {@link #leave}
     */
    String enter(HandshakeRequest request) {
        if (most == Integer.MAX_VALUE) {
            return "";
        }
        String source = sources.apply(request);
        bySource.merge(source, 1, Integer::sum);
        return source;
    }

    /** Stops counting a session of a source, which is connected or closed. */
    void leave(String source) {
        bySource.computeIfPresent(source, (_, count) -> count == 1 ? null : count - 1);
    }

    /** The number of sources with a counted session. */
    public int sources() {
        return bySource.size();
    }
}
