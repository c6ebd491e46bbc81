package io.livemarket.loadtest.typing;

import io.livemarket.loadtest.report.Latencies;
import io.livemarket.loadtest.sockets.SocketPool;

/**
 * The outcome of a typing run.
 *
 * @param everyMs time between two signs of one user, in milliseconds
 * @param sent signs sent within the window
 * @param heard of those, the signs that reached the partner
 * @param signToHeard from the moment a sign was sent, in milliseconds
 */
public record TypingReport(
        String mode,
        int users,
        long everyMs,
        long sent,
        long heard,
        Latencies signToHeard,
        SocketPool.Standing sockets) {}
