package io.livemarket.loadtest.storm;

import io.livemarket.loadtest.messages.MessageReport;
import io.livemarket.loadtest.report.Latencies;
import java.util.Map;

/**
 * The outcome of a storm.
 *
 * @param withinMs time of all connecting and leaving, in milliseconds
 * @param letIn users whose socket was up
 * @param failed attempts to connect that failed, and sockets that broke; {@code problems} counts them by reason
 * @param untilLetIn from the attempt to the accepted CONNECT, in milliseconds
 * @param quiet messages before the storm
 * @param stormy messages of those users during the storm
 * @param p99Ratio send to received, p99: stormy divided by quiet
 * @param held whether no message was lost, doubled or out of order, and no partner got more than two statuses of a user
 */
public record StormReport(
        String mode,
        int guests,
        long withinMs,
        int letIn,
        long failed,
        Map<String, Long> problems,
        Latencies untilLetIn,
        MessageReport quiet,
        MessageReport stormy,
        double p99Ratio,
        StatusCount.Statuses statuses,
        boolean held) {}
