package io.livemarket.socketio.session;

import io.livemarket.socketio.HandshakeRequest;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Counts, for each source of requests, the sessions that are not connected to a namespace yet: they cost a place and
 * have shown no right to one. Thread-safe.
 */
public final class UnconnectedSessions {

    /** Without a limit. */
    public static final UnconnectedSessions UNLIMITED = new UnconnectedSessions(Integer.MAX_VALUE, _ -> "");

    private final int most;
    private final Function<HandshakeRequest, String> sources;
    private final ConcurrentHashMap<String, Integer> bySource = new ConcurrentHashMap<>();

    /**
     * @param most sessions of one source
     * @param sources where a request comes from, such as an address
     */
    public UnconnectedSessions(int most, Function<HandshakeRequest, String> sources) {
        this.most = most;
        this.sources = sources;
    }

    /**
     * Whether a session may be opened for this request. Those that open at the same moment may exceed the limit by a
     * few.
     */
    public boolean hasRoom(HandshakeRequest request) {
        return most == Integer.MAX_VALUE || bySource.getOrDefault(sources.apply(request), 0) < most;
    }

    /** Counts a session that was opened; gives the source that {@link #leave} takes. */
    String enter(HandshakeRequest request) {
        if (most == Integer.MAX_VALUE) {
            return "";
        }
        String source = sources.apply(request);
        bySource.merge(source, 1, Integer::sum);
        return source;
    }

    /** The session is connected, or gone. */
    void leave(String source) {
        bySource.computeIfPresent(source, (_, count) -> count == 1 ? null : count - 1);
    }

    /** Sources that are counted. */
    public int sources() {
        return bySource.size();
    }
}
