package io.livemarket.loadtest.storm;

import io.livemarket.loadtest.messages.MessageReport;
import io.livemarket.loadtest.report.Latencies;
import java.util.Map;

/**
 * The outcome of a storm.
 *
 * @param withinMs how long the coming and leaving took together, in milliseconds
 * @param letIn people whose socket was up
 * @param failed attempts to connect that failed, and sockets that broke; {@code problems} counts them by reason
 * @param untilLetIn from the attempt to the accepted CONNECT, in milliseconds
 * @param quiet messages before the storm
 * @param stormy the same people's messages while it lasted
 * @param p99Ratio send to received, p99: stormy divided by quiet
 * @param held whether no message was lost, doubled or out of order, and nobody was told of a person more than twice
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
