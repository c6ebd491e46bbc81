package io.livemarket.loadtest.typing;

import io.livemarket.loadtest.report.Latencies;
import io.livemarket.loadtest.sockets.SocketPool;

/**
 * The outcome of a typing run.
 *
 * @param everyMs time between two signs of one person, in milliseconds
 * @param sent signs sent within the window
 * @param heard how many of those the partner was shown
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
